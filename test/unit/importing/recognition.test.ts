/** Where a generator lies in a file, and what is said of files that hold none. */
import { describe, expect, test } from "vitest";
import type { Checkpoint, CheckpointValue } from "../../../src/importing/checkpoint";
import type { Imported } from "../../../src/importing/imported";
import { recognise } from "../../../src/importing/recognise";
import { checkpointOf, dict, made, openPeer, type Tensors, tensorsIn } from "../../support/made-checkpoints";

const PEERS: Readonly<Record<string, readonly [path: string, prefix: string]>> = {
  heykeetae: ["heykeetae/1000_G.pth", ""],
  gagank1: ["gagank1/129780_G.pth", "module."],
  ajbrock: ["ajbrock/G.pth", ""],
  studiogan: ["studiogan/model=G-current-weights-step=2000.pth", "state_dict."],
  mimicry: ["mimicry/netG_20_steps.pth", "model_state_dict."],
  voletiv: ["voletiv/ckpt_0004000.pth", "G_state_dict."],
  taki0112: ["taki0112/SAGAN.model-100002.npz", "generator/"],
  torchgan: ["torchgan/generator.pth", ""],
};

const loaded = new Map<string, Promise<Tensors>>();
function tensorsOf(family: string): Promise<Tensors> {
  const known =
    loaded.get(family) ?? openPeer(PEERS[family][0]).then((file) => tensorsIn(file, PEERS[family][1]));
  loaded.set(family, known);
  return known;
}

const renamed = (tensors: Tensors, name: (before: string) => string): Tensors =>
  tensors.map(([before, tensor]) => [name(before), tensor] as const);

/** What an import makes of it, without what says where it was found. */
function numbersOf({ manifest, tensors }: Imported) {
  return { layers: manifest.generator.layers, tensors: [...tensors].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

async function expectSame(file: Checkpoint, plain: Tensors, wrappers: readonly string[]): Promise<Imported> {
  const found = await recognise(file);
  expect(numbersOf(found)).toEqual(numbersOf(await recognise(checkpointOf(dict(plain)))));
  expect(found.report.wrappers).toEqual(wrappers);
  return found;
}

describe.each(Object.keys(PEERS))("%s", (family) => {
  test("is found in any order of its keys", async () => {
    const plain = await tensorsOf(family);
    await expectSame(checkpointOf(dict([...plain].reverse())), plain, []);
  });

  test("is found under a prefix, in a dictionary, and in both", async () => {
    const plain = await tensorsOf(family);
    const module = renamed(plain, (name) => `module.${name}`);
    await expectSame(checkpointOf(dict(module)), plain, ["module"]);
    await expectSame(checkpointOf(dict([["g_model", dict(plain)]])), plain, ["g_model"]);
    const nested = dict([["net", dict([["state_dict", dict(module)]])]]);
    await expectSame(checkpointOf(nested), plain, ["net", "state_dict", "module"]);
  });

  test("averaged weights are preferred, and said so", async () => {
    const plain = await tensorsOf(family);
    const other = plain.map(([name, tensor]) => [name, { ...tensor, read: refuse }] as const);
    const files = [
      dict([
        ["G", dict(other)],
        ["G_ema", dict(plain)],
      ]),
      dict([
        ...renamed(plain, (name) => `generator_ema.${name}`),
        ...renamed(other, (name) => `generator.${name}`),
      ]),
    ];
    for (const root of files) {
      const { report } = await expectSame(checkpointOf(root), plain, [
        root.entries.size === 2 ? "G_ema" : "generator_ema",
      ]);
      expect(report.assumed[0]).toMatchObject({
        code: "averaged",
        details: { left: expect.stringMatching(/^G$|^generator$/) },
      });
      const copies = report.unused.filter(({ reason }) => reason === "copy").length;
      expect(copies).toBeGreaterThanOrEqual(report.used.length);
    }
  });

  test("a tensor that is missing is named", async () => {
    const plain = await tensorsOf(family);
    const { report } = await recognise(checkpointOf(dict(plain)));
    const weights = report.used.filter(({ name }) =>
      /(?:weight|weight_orig|weight_bar|kernel|w_bar)$/.test(name),
    );
    // The first is where the generator is found by.
    const { name: gone } = weights[weights.length - 1];
    const rest = plain.filter(([name]) => name !== gone);
    await expect(recognise(checkpointOf(dict(rest)))).rejects.toMatchObject({
      code: expect.stringMatching(/^import-(?:misfit|unknown)$/),
      details: { nearest: expect.any(String), share: expect.any(Number) },
    });
  });

  test("a tensor that its code base does not have is not passed over in silence", async () => {
    const plain = await tensorsOf(family);
    const strange = [...plain, ["secret.weight", made([4, 4, 3, 3])] as const];
    await expect(recognise(checkpointOf(dict(strange)))).rejects.toMatchObject({
      code: "import-unknown",
      details: { tensors: expect.stringContaining("secret.weight [4, 4, 3, 3]") },
    });
  });
});

async function refuse(): Promise<Float32Array> {
  throw new Error("a tensor was read that is not used");
}

test("tensors of the discriminator and of optimizers are not read", async () => {
  const file = await openPeer("voletiv/ckpt_0004000.pth");
  const used = new Set((await recognise(file)).report.used.map(({ name }) => name));
  const guard = (value: CheckpointValue, path: string): CheckpointValue => {
    if (value === null || typeof value !== "object") return value;
    if (value.kind === "tensor") return used.has(path) ? value : { ...value, read: refuse };
    if (value.kind === "list")
      return { kind: "list", items: value.items.map((item, at) => guard(item, `${path}.${at}`)) };
    return dict([...value.entries].map(([key, next]) => [key, guard(next, path ? `${path}.${key}` : key)]));
  };
  const guarded = guard(file.root, "") as Checkpoint["root"];
  expect((await recognise({ ...file, root: guarded })).report.family).toBe("voletiv");
});

test("a discriminator alone is called one", async () => {
  const tensors = tensorsIn(await openPeer("voletiv/ckpt_0004000.pth"), "D_state_dict.");
  const whole = [...tensors, ["snlinear1.weight", made([1, 64])] as const];
  await expect(recognise(checkpointOf(dict(whole)))).rejects.toMatchObject({ code: "import-discriminator" });
  // heykeetae's has the generator's names.
  const spectral = (name: string, shape: readonly number[]): Tensors => [
    [`${name}.module.bias`, made([shape[0]])],
    [`${name}.module.weight_u`, made([shape[0]])],
    [`${name}.module.weight_v`, made([shape[1] * 16])],
    [`${name}.module.weight_bar`, made(shape)],
  ];
  const attention: Tensors = [
    ["attn1.gamma", made([1])],
    ["attn1.query_conv.weight", made([4, 32, 1, 1])],
    ["attn1.key_conv.weight", made([4, 32, 1, 1])],
    ["attn1.value_conv.weight", made([32, 32, 1, 1])],
  ];
  const other = [
    ...spectral("l1.0", [8, 3, 4, 4]),
    ...spectral("l2.0", [16, 8, 4, 4]),
    ...spectral("l3.0", [32, 16, 4, 4]),
    ...attention,
    ["last.0.weight", made([1, 32, 4, 4])] as const,
  ];
  await expect(recognise(checkpointOf(dict(other)))).rejects.toMatchObject({ code: "import-discriminator" });
});

test("a generator without attention is told apart from a file that is not known", async () => {
  const plain = (await tensorsOf("ajbrock")).filter(([name]) => !name.startsWith("blocks.2.1."));
  await expect(recognise(checkpointOf(dict(plain)))).rejects.toMatchObject({
    code: "import-no-attention",
    details: { family: "ajbrock" },
  });
});

test("an unknown layout is met with the nearest family and what does not fit", async () => {
  const plain = renamed(await tensorsOf("ajbrock"), (name) => name.replace("conv2", "second"));
  await expect(recognise(checkpointOf(dict(plain)))).rejects.toMatchObject({
    code: "import-misfit",
    details: {
      nearest: "ajbrock",
      tensor: "blocks.0.0.conv2",
      tensors: expect.stringContaining("blocks.0.0.second"),
    },
  });
});

test("a shape that does not follow from the layer before it is named", async () => {
  const plain = (await tensorsOf("mimicry")).map(([name, tensor]) =>
    name === "block3.c1.weight_orig" ? ([name, made([16, 24, 3, 3])] as const) : ([name, tensor] as const),
  );
  await expect(recognise(checkpointOf(dict(plain)))).rejects.toMatchObject({
    code: "import-misfit",
    details: { nearest: "mimicry", tensor: "block3.c1.weight_orig", found: "[16, 24, 3, 3]" },
  });
});

test("files without tensors, and families that nobody knows", async () => {
  await expect(recognise(checkpointOf(dict([["epoch", 3]])))).rejects.toMatchObject({ code: "import-empty" });
  const plain = checkpointOf(dict(await tensorsOf("ajbrock")));
  await expect(recognise(plain, { family: "stylegan" })).rejects.toMatchObject({
    code: "import-family-unknown",
  });
  expect((await recognise(plain, { family: "ajbrock" })).report.family).toBe("ajbrock");
  await expect(recognise(plain, { family: "mimicry" })).rejects.toMatchObject({
    details: { nearest: "mimicry" },
  });
});

test("classes that are not there are refused", async () => {
  const conditional = checkpointOf(dict(await tensorsOf("ajbrock")));
  await expect(recognise(conditional, { classes: [0, 5] })).rejects.toMatchObject({
    code: "import-class",
    details: { given: 5, last: 4 },
  });
  await expect(recognise(conditional, { classes: [] })).rejects.toMatchObject({ code: "import-class" });
  const plain = checkpointOf(dict(await tensorsOf("heykeetae")));
  await expect(recognise(plain, { classes: [0] })).rejects.toMatchObject({ code: "import-no-classes" });
});

test("it tells its progress in bytes, and stops when it is told to", async () => {
  const file = checkpointOf(dict(await tensorsOf("mimicry")));
  const told: { loaded: number; total: number }[] = [];
  const { report } = await recognise(file, { onProgress: (progress) => told.push(progress) });
  const last = told[told.length - 1];
  expect(last.loaded).toBe(last.total);
  expect(told.map(({ loaded }) => loaded)).toEqual(
    [...told.map(({ loaded }) => loaded)].sort((a, b) => a - b),
  );
  expect(told.length).toBe(report.used.length);
  const stop = new AbortController();
  const stopped = recognise(file, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
});

test("a weight whose spectral norm is 0 is refused rather than divided by it", async () => {
  const plain = (await tensorsOf("mimicry")).map(([name, tensor]) =>
    name === "block3.c1.weight_orig"
      ? ([name, made(tensor.shape, () => 0)] as const)
      : ([name, tensor] as const),
  );
  await expect(recognise(checkpointOf(dict(plain)))).rejects.toMatchObject({
    code: "import-no-sigma",
    details: { tensor: "block3.c1.weight_orig" },
  });
});

test("files that would make numbers without end are refused by name", async () => {
  const plain = await tensorsOf("mimicry");
  // A variance below 0 has no root.
  const bad = plain.map(([name, tensor]) =>
    name === "b5.running_var" ? ([name, made(tensor.shape, () => -1)] as const) : ([name, tensor] as const),
  );
  await expect(recognise(checkpointOf(dict(bad)))).rejects.toMatchObject({
    code: "import-not-finite",
    details: { tensor: "b5.scale" },
  });
});

test("an embedding of a million classes is refused before its tables are made", async () => {
  const file = await openPeer("ajbrock/G_shared_hier.pth");
  const many = 2_000_000;
  const plain = tensorsIn(file).map(([name, tensor]) =>
    name === "shared.weight" ? ([name, made([many, tensor.shape[1]])] as const) : ([name, tensor] as const),
  );
  const refused = recognise(checkpointOf(dict(plain)));
  await expect(refused).rejects.toMatchObject({ code: "import-too-large", details: { classes: many } });
  const { details } = await refused.catch((error) => error);
  expect(details.most).toBeGreaterThan(100_000);
  expect(details.most).toBeLessThan(many);
});

test("more blocks than any picture has end at its side, and a thousand places are not all tried", async () => {
  const plain = await tensorsOf("ajbrock");
  const block = plain.filter(([name]) => name.startsWith("blocks.0."));
  const more = Array.from({ length: 12 }, (_, at) =>
    block.map(([name, tensor]) => [name.replace("0", `${at - 12}`.slice(1)), tensor] as const),
  );
  const tall = [
    ...more.flat(),
    ...renamed(plain, (name) => name.replace(/^blocks\.(\d)/, (_, at) => `blocks.${Number(at) + 20}`)),
  ];
  await expect(recognise(checkpointOf(dict(tall)))).rejects.toMatchObject({
    code: "import-misfit",
    details: { nearest: "ajbrock", expected: "at most 1024 cells along a side" },
  });
  const scattered: Tensors = Array.from(
    { length: 20_000 },
    (_, at) => [`x${at}.linear.weight`, made([16, 4])] as const,
  );
  await expect(recognise(checkpointOf(dict(scattered)))).rejects.toMatchObject({
    code: expect.stringMatching(/^import-/),
  });
});

describe("modules that only wrap others", () => {
  /** A wrapper between the first part of a name and the rest, and another around a list's entry. */
  const inside = (name: string) =>
    name
      .replace(/^(attn\d|last|l\d)\./, "$1._orig_mod.")
      .replace(/^(l\d\._orig_mod)\.(\d+)\./, "$1._checkpoint_wrapped_module.$2.");

  test("inside of names are seen through, also behind others; a true inner `module.` stays", async () => {
    const plain = await tensorsOf("heykeetae");
    expect(plain.some(([name]) => name === "l1.0.module.weight_bar")).toBe(true);
    const wrapped = renamed(plain, inside);
    expect(wrapped.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "attn1._orig_mod.query_conv.weight",
        "l1._orig_mod._checkpoint_wrapped_module.0.module.weight_bar",
      ]),
    );
    await expectSame(checkpointOf(dict(wrapped)), plain, ["_orig_mod", "_checkpoint_wrapped_module"]);
    const outside = renamed(wrapped, (name) => `module._orig_mod.${name}`);
    await expectSame(checkpointOf(dict([["net_G", dict(outside)]])), plain, [
      "net_G",
      "module",
      "_orig_mod",
      "_checkpoint_wrapped_module",
    ]);
  });

  test("of shards, and in front of all", async () => {
    const plain = await tensorsOf("mimicry");
    const wrapped = renamed(
      plain,
      (name) => `_orig_mod.module.${name.replace(".", "._fsdp_wrapped_module.")}`,
    );
    await expectSame(checkpointOf(dict(wrapped)), plain, ["module", "_orig_mod", "_fsdp_wrapped_module"]);
  });

  test("gagank1's two modules of one weight stay apart", async () => {
    const plain = await tensorsOf("gagank1");
    expect(
      plain.some(([name]) => /\.og_module\./.test(name)) && plain.some(([name]) => /\.module\./.test(name)),
    ).toBe(true);
    const wrapped = renamed(plain, (name) => name.replace(/^output\.(\d+)\./, "output.$1._orig_mod."));
    await expectSame(checkpointOf(dict(renamed(wrapped, (name) => `module.${name}`))), plain, [
      "module",
      "_orig_mod",
    ]);
  });

  test("beside the same names without them, they tell two networks apart", async () => {
    const plain = await tensorsOf("heykeetae");
    const both = dict([...plain, ...renamed(plain, (name) => `_orig_mod.${name}`)]);
    const { report } = await recognise(checkpointOf(both));
    const isWrapped = new Set(report.used.map(({ name }) => name.startsWith("_orig_mod.")));
    expect(isWrapped.size).toBe(1);
    expect(report.used.length + report.unused.length).toBe(2 * plain.length);
  });
});
