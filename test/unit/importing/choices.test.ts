/** What is decided by what a file holds: how many sites, which statistics, whether 1 is added to gains. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FAMILIES } from "../../../src/importing/families";
import { recognise } from "../../../src/importing/recognise";
import type { Layer } from "../../../src/model/formats/manifest";
import { projectPath } from "../../support/files";
import { checkpointOf, dict, made, openPeer, type Tensors, tensorsIn } from "../../support/made-checkpoints";

const namesOf = (layers: readonly Layer[]) =>
  layers.map((layer) => ("name" in layer ? layer.name : layer.type));

test("a second attention site is found where its block is", async () => {
  const plain = tensorsIn(await openPeer("ajbrock/G.pth"));
  const width = plain.find(([name]) => name === "blocks.1.0.conv2.weight")?.[1].shape[0] ?? 0;
  const part = (name: string, outputs: number, inputs: number): Tensors => [
    [`blocks.1.1.${name}.weight`, made([outputs, inputs, 1, 1])],
    [`blocks.1.1.${name}.u0`, made([1, outputs])],
    [`blocks.1.1.${name}.sv0`, made([1])],
  ];
  const site: Tensors = [
    ["blocks.1.1.gamma", made([], () => 0.25)],
    ...part("theta", 2, width),
    ...part("phi", 2, width),
    ...part("g", 4, width),
    ...part("o", width, 4),
  ];
  const { manifest, report } = await recognise(checkpointOf(dict([...site, ...plain])));
  expect(report.sites.map(({ name, width: cells, keyWidth }) => [name, cells, keyWidth])).toEqual([
    ["blocks.1.1", 16, 8],
    ["blocks.2.1", 32, 16],
  ]);
  expect(report.sites[0].gamma).toBeCloseTo(0.25, 6);
  const names = namesOf(manifest.generator.layers);
  expect(names.filter((name) => name === "residual" || name.startsWith("blocks"))).toEqual([
    "residual",
    "residual",
    "blocks.1.1",
    "residual",
    "blocks.2.1",
    "residual",
  ]);
});

test("a site whose name says no place stands after the block of its width, whatever is usual", async () => {
  const plain = tensorsIn(await openPeer("brain-research/model.ckpt-1000000.npz"));
  const wide = (name: string) => plain.find(([own]) => own === name)?.[1].shape ?? [];
  const width = wide("model/g_block4/snconv2/w")[3];
  const [from] = [wide("model/g_block3/snconv2/w")[3]];
  expect(width).not.toBe(from);
  // As in the code's `generator_test_64`: one block later, half as wide.
  const moved = plain.map(([name, tensor]) => {
    if (!name.startsWith("model/g_non_local")) return [name, tensor] as const;
    const shape = tensor.shape.map((length) => (length === from ? width : length));
    return [name, made(shape, Math.cos)] as const;
  });
  const { report } = await recognise(checkpointOf(dict(moved)));
  expect(report.sites).toMatchObject([{ name: "g_non_local", width: 64, keyWidth: 32 }]);
  expect(report.assumed.map(({ code }) => code)).not.toContain("place");
});

test("statistics for several truncations are kept as they are, or of one alone, mixed as the code base does", async () => {
  const file = await openPeer("biggan-deep/pytorch_model.bin");
  const stored = tensorsIn(file).find(([name]) => name === "generator.bn.running_means")?.[1];
  const means = (await stored?.read()) ?? new Float32Array();
  const [sets, channels] = stored?.shape ?? [];
  expect(sets).toBe(11);
  const row = (at: number) => means.slice(at * channels, (at + 1) * channels);
  const meanAt = async (truncation?: number) => {
    const { norms } = await recognise(file, truncation === undefined ? {} : { truncation });
    return norms.find(({ layer }) => layer === "generator.bn")?.mean ?? new Float32Array();
  };
  expect(await meanAt()).toEqual(row(10));
  expect(await meanAt(1)).toEqual(row(10));
  expect(await meanAt(0)).toEqual(row(0));
  expect(await meanAt(0.4)).toEqual(row(4));
  // The code base divides by the step, which gives a little less than 3, and the nearer set then has the smaller weight.
  expect(await meanAt(0.3)).toEqual(row(2));
  const mixed = await meanAt(0.27);
  const [below, above] = [row(2), row(3)];
  for (let c = 0; c < channels; c++) expect(mixed[c]).toBeCloseTo(below[c] * 0.7 + above[c] * 0.3, 6);
  await expect(recognise(file, { truncation: 1.5 })).rejects.toMatchObject({ code: "import-truncation" });
  const { report, tensors } = await recognise(file, { truncation: 0.4 });
  expect(report.assumed.find(({ code }) => code === "truncation")?.details.truncation).toBe(0.4);
  expect(tensors.get("generator.bn.mean")).toEqual({ shape: [1, channels], data: row(4) });
  const all = await recognise(file);
  expect(all.report.assumed.find(({ code }) => code === "truncation")?.details.truncation).toBeUndefined();
  expect(all.tensors.get("generator.bn.mean")).toEqual({ shape: [sets, channels], data: means });
  expect(JSON.stringify(all.manifest.generator.layers)).toContain('"statistics":{"epsilon":0.0001}');
  const ofAnother = await recognise(await openPeer("ajbrock/G.pth"));
  expect(JSON.stringify(ofAnother.manifest.generator.layers)).not.toContain("statistics");
  // Truncated noise is offered for both: they are of BigGAN's code bases.
  expect([all, ofAnother].map(({ manifest }) => manifest.latent.truncated)).toEqual([true, true]);
  expect(
    (await recognise(await openPeer("voletiv/ckpt_0004000.pth"))).manifest.latent.truncated,
  ).toBeUndefined();
});

test("gains around a positive number stand alone; those around 0 have 1 added", async () => {
  const plain = tensorsIn(await openPeer("mmgen-torch/iter_100000.pth"), "state_dict.generator.");
  const form = async (tensors: Tensors) => {
    const { report } = await recognise(checkpointOf(dict(tensors)));
    return report.assumed.find(({ code }) => code === "gain-form")?.details.form;
  };
  expect(await form(plain)).toBe("plus-one");
  const alone = plain.map(([name, tensor]) =>
    name.endsWith("weight_embedding.weight_orig")
      ? ([name, made(tensor.shape, (at) => 1 + 0.1 * Math.sin(at))] as const)
      : ([name, tensor] as const),
  );
  expect(await form(alone)).toBe("plain");
});

test("a file without running statistics says that it needs those of a batch", async () => {
  const plain = tensorsIn(await openPeer("brain-research/model.ckpt-1000000.npz"));
  const without = plain.filter(([name]) => !/(?:mean|var|moving_variance)$/.test(name));
  const { report, norms } = await recognise(checkpointOf(dict(without)));
  expect(report.assumed.find(({ code }) => code === "no-statistics")?.details.count).toBe(11);
  expect(norms).toHaveLength(11);
  expect(
    norms.every(({ mean, variance }) => mean.every((m) => m === 0) && variance.every((v) => v === 1)),
  ).toBe(true);
});

test("the documentation names every family, and its example is the family as it is", () => {
  const text = readFileSync(projectPath("docs/importing.md"), "utf8");
  for (const { id, source } of FAMILIES) {
    const shown =
      text.includes(`\`${id}\``) || (id.startsWith("rosinality-") && text.includes("`rosinality-*`"));
    expect(shown, id).toBe(true);
    expect(source).toMatch(/^[\w-]+\/[\w.-]+$/);
  }
  const bare = (code: string) =>
    code
      .replace(/\/\/.*$/gm, "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/[\s,]/g, "");
  const example = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "nothing";
  const source = readFileSync(projectPath("src/importing/families/voletiv.ts"), "utf8");
  expect(bare(source)).toContain(bare(example));
});
