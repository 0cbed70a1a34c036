/** A model folder from an import, in single and in half precision. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { finishImport } from "../../../src/importing/finish";
import type { Imported } from "../../../src/importing/imported";
import { recognise } from "../../../src/importing/recognise";
import { compressHalf, expandHalf } from "../../../src/model/formats/half";
import { parseManifest } from "../../../src/model/formats/manifest";
import { readSafetensors } from "../../../src/model/formats/safetensors";
import { openPeer } from "../../support/made-checkpoints";

test("half precision and back is the identity for every half", () => {
  const patterns = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const back = compressHalf(expandHalf(patterns));
  for (let bits = 0; bits < 65536; bits++) {
    const isNumber = (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0;
    if (isNumber) expect(back[bits]).toBe(bits);
    else expect(back[bits] & 0x7c00).toBe(0x7c00);
  }
});

test("half precision rounds to the nearest, ties to even", () => {
  const step = 2 ** -10;
  const values = [
    1 + step / 2,
    1 + step * 1.5,
    1 + step * 0.49,
    -1 - step * 0.51,
    2 ** -25,
    2 ** -24 * 1.5,
    65519,
    65520,
    2 ** -14 - 2 ** -26,
  ];
  const halves = expandHalf(compressHalf(Float32Array.from(values)));
  expect(Array.from(halves)).toEqual([
    1,
    1 + 2 * step,
    1,
    -1 - step,
    0,
    2 ** -23,
    65504,
    Number.POSITIVE_INFINITY,
    2 ** -14,
  ]);
});

test("the folder's files are those that its model.json names", async () => {
  const imported = await recognise(await openPeer("ajbrock/G_shared_hier.pth"));
  const { manifest, files } = await finishImport(imported, "my-model", { name: "Mine" });
  expect([...files.keys()].sort()).toEqual(["generator.safetensors", "model.json"]);
  const json = new TextDecoder().decode(files.get("model.json"));
  expect(parseManifest(json, "model.json")).toEqual(manifest);
  expect(manifest.id).toBe("my-model");
  expect(manifest.name).toEqual({ en: "Mine" });
  expect(manifest.golden).toBeNull();
  expect(manifest.card.licence).toMatch(/^Unknown/);
  expect(manifest.card.attribution).toContain("G_shared_hier.pth");
  const bytes = files.get("generator.safetensors") as Uint8Array;
  expect(manifest.generator.weights).toEqual({
    path: "generator.safetensors",
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  const { tensors } = readSafetensors(bytes, "generator.safetensors");
  expect(new Map(tensors)).toEqual(new Map(imported.tensors));
  // The tensors lie in the file itself; the same numbers of one's own give the same file.
  const copies = new Map(
    [...imported.tensors].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
  const again = await finishImport({ manifest: imported.manifest, tensors: copies }, "my-model", {
    name: "Mine",
  });
  expect(again.files.get("generator.safetensors")).toEqual(bytes);
  expect(again.files.get("generator.safetensors")?.buffer).not.toBe(bytes.buffer);
  for (const { data } of imported.tensors.values()) expect(data.buffer).toBe(bytes.buffer);
});

/** Bytes of all tensors that are vectors, in single precision: so much stays as it is. */
const vectorBytes = (tensors: Imported["tensors"]) =>
  [...tensors.values()].reduce(
    (sum, { shape, data }) => sum + (shape.length > 1 && shape[0] > 1 ? 0 : 4 * data.length),
    0,
  );

test.each([
  ["ajbrock/G.pth", ["blocks.0.0.bn1.scale"], {}],
  ["ajbrock/G_shared_hier.pth", ["blocks.0.0.bn1.shift", "blocks.0.0.bn1.shiftLatent"], {}],
  ["ajbrock/G_shared_hier.pth", ["blocks.0.0.bn1.scale", "blocks.0.0.bn1.scaleLatent"], { classes: [1, 3] }],
  [
    "biggan-deep/pytorch_model.bin",
    ["generator.gen_z.bias", "generator.layers.0.bn_0.shift"],
    { truncation: 1 },
  ],
] as const)(
  "half precision is half the size of %s, its tables %j included",
  async (file, tables, options) => {
    const imported = await recognise(await openPeer(file), options);
    const whole = await finishImport(imported, "whole");
    const half = await finishImport(imported, "half", { half: true });
    const bytesOf = ({ files }: typeof whole) => files.get("generator.safetensors") as Uint8Array;
    const read = readSafetensors(bytesOf(half), "half");
    expect([...read.tensors.keys()]).toEqual([...imported.tensors.keys()]);
    // All but vectors, statistics and the header is half as long.
    const statistics = [...imported.tensors].filter(([name]) => /\.(mean|variance)$/.test(name));
    expect(statistics.every(([, { shape }]) => shape[0] === 1)).toBe(true);
    const saved = bytesOf(whole).length - bytesOf(half).length;
    const all = [...imported.tensors.values()].reduce((sum, { data }) => sum + 4 * data.length, 0);
    // The two headers differ by some digits.
    expect(Math.abs(saved - (all - vectorBytes(imported.tensors)) / 2)).toBeLessThan(1000);
    for (const name of tables) expect(imported.tensors.get(name)?.shape[0], name).toBeGreaterThan(1);
    for (const [name, { data, shape }] of imported.tensors) {
      const found = read.tensors.get(name) ?? { shape: [], data: new Float32Array() };
      expect(found.shape).toEqual(shape);
      const isHalf = name.endsWith(".weight") || (shape.length > 1 && shape[0] > 1);
      if (!isHalf) expect(found.data, name).toEqual(data);
      else {
        const wrong = (found.data as Float32Array).findIndex((value, at) => {
          const error = Math.abs(value - data[at]);
          return error > Math.max(Math.abs(data[at]) * 2 ** -11, 2 ** -25);
        });
        expect(wrong, name).toBe(-1);
      }
      // Rounded, not only written as it was.
      if (tables.some((table) => table === name)) expect(found.data, name).not.toEqual(data);
    }
  },
);

test("what half precision cannot hold is refused, and so is an id that is none", async () => {
  const imported = await recognise(await openPeer("ajbrock/G.pth"));
  const tensors = new Map(imported.tensors);
  const before = tensors.get("linear.weight");
  if (!before) throw new Error("no linear.weight");
  const data = Float32Array.from(before.data);
  data[0] = -70000;
  tensors.set("linear.weight", { ...before, data });
  const large = { manifest: imported.manifest, tensors };
  await expect(finishImport(large, "large", { half: true })).rejects.toMatchObject({
    code: "import-half",
    details: { tensor: "linear.weight" },
  });
  await expect(finishImport(large, "large")).resolves.toBeDefined();
  await expect(finishImport(imported, "Not an id")).rejects.toMatchObject({ code: "manifest-field" });
});
