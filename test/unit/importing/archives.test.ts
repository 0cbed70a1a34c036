/** Checkpoints that come in several files or inside of others, and files that are none of what their names say. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Checkpoint } from "../../../src/importing/checkpoint";
import { flatten } from "../../../src/importing/flatten";
import { openCheckpoint } from "../../../src/importing/readers/open";
import { memorySource } from "../../../src/importing/readers/sources";
import { recognise } from "../../../src/importing/recognise";
import { importErrorsEn } from "../../../src/locales/en/import-errors";
import { importErrorsKo } from "../../../src/locales/ko/import-errors";
import { type ImportErrorCode, LensError } from "../../../src/model/errors";
import { type Tensor, writeSafetensors } from "../../../src/model/formats/safetensors";
import { tarOf, zipOf } from "../../support/archives";
import { checkpointBytes, openBytes, tensorsOf } from "../../support/checkpoints";
import { projectPath } from "../../support/files";

const peer = (path: string) => new Uint8Array(readFileSync(projectPath(`test/peers/${path}`)));
const ascii = (text: string) => new TextEncoder().encode(text);
const openFiles = (files: Readonly<Record<string, Uint8Array>>) =>
  openCheckpoint(Object.entries(files).map(([name, bytes]) => memorySource(name, bytes)));

async function refusal(opening: Promise<unknown>): Promise<LensError> {
  const thrown = await opening.catch((error: unknown) => error);
  if (!(thrown instanceof LensError)) throw new Error(`not refused by name: ${String(thrown)}`);
  // Every refusal has its sentences, which end once.
  for (const sentences of [importErrorsEn, importErrorsKo]) {
    expect(sentences[thrown.code as ImportErrorCode](thrown.details)).not.toMatch(/undefined|\.\.$/);
  }
  return thrown;
}

const G = peer("heykeetae/1000_G.pth");

/** That a file has the same generator as another. */
async function expectSame(
  file: Checkpoint,
  plain: Checkpoint,
): Promise<Awaited<ReturnType<typeof recognise>>> {
  const [found, wanted] = [await recognise(file), await recognise(plain)];
  expect(found.manifest.generator.layers).toEqual(wanted.manifest.generator.layers);
  expect([...found.tensors]).toEqual([...wanted.tensors]);
  return found;
}

/** Its tensors, but for counters, which are whole numbers. */
const tensors: (readonly [string, Tensor])[] = [];
for (const { name, tensor } of flatten(await openBytes("G", peer("heykeetae/1000_G.safetensors")))) {
  if (tensor.dtype === "F32") tensors.push([name, { shape: tensor.shape, data: await tensor.read() }]);
}

describe("a checkpoint in shards", () => {
  const part = (from: number, to: number) =>
    writeSafetensors(new Map<string, Tensor>(tensors.slice(from, to)), {});
  const cut = Math.floor(tensors.length / 2);
  const [first, second] = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
  const shards = { [first]: part(0, cut), [second]: part(cut, tensors.length) };
  const map = Object.fromEntries(tensors.map(([name], at) => [name, at < cut ? first : second]));
  const index = ascii(JSON.stringify({ metadata: { total_size: 1 }, weight_map: map }));
  const name = "model.safetensors.index.json";
  const plain = () => openBytes("1000_G.safetensors", peer("heykeetae/1000_G.safetensors"));

  test("dropped with its index, in any order, is one", async () => {
    await expectSame(
      await openFiles({ [second]: shards[second], [name]: index, [first]: shards[first] }),
      await plain(),
    );
  });
  test("dropped without its index is one, under any folder", async () => {
    const file = await openFiles({ [`a/${second}`]: shards[second], [`b/${first}`]: shards[first] });
    await expectSame(file, await plain());
    expect(file.name).toBe("model.safetensors");
  });
  test("in an archive with its index is one", async () => {
    await expectSame(await openBytes("G.zip", zipOf({ ...shards, [name]: index })), await plain());
    const tar = tarOf(
      Object.fromEntries(
        Object.entries({ ...shards, [name]: index }).map(([path, bytes]) => [`./net/${path}`, bytes]),
      ),
    );
    await expectSame(await openBytes("G.tar", tar), await plain());
  });
  test("of PyTorch's files is one, too", async () => {
    const files = {
      "pytorch_model.bin.index.json": ascii(
        JSON.stringify({
          weight_map: { a: "pytorch_model-00001-of-00002.bin", b: "pytorch_model-00002-of-00002.bin" },
        }),
      ),
    };
    const error = await refusal(openFiles(files));
    expect([error.code, error.details.file]).toEqual([
      "checkpoint-shard",
      "pytorch_model-00001-of-00002.bin",
    ]);
    const shard = checkpointBytes("protocol4.pt");
    const [inside] = tensorsOf((await openBytes("x", shard)).root).keys();
    const named = ascii(JSON.stringify({ weight_map: { [inside]: "part.bin" } }));
    const opened = await openFiles({ "pytorch_model.bin.index.json": named, "part.bin": shard });
    expect([...tensorsOf(opened.root).keys()]).toEqual([inside]);
  });
  test.each([
    ["with its index", { [name]: index, [first]: shards[first] }],
    ["without it", { [first]: shards[first] }],
  ])("lacks one, %s: that is named", async (_, files) => {
    const error = await refusal(openFiles(files));
    expect([error.code, error.details.file]).toEqual(["checkpoint-shard", second]);
  });
  test("with an index that does not fit is refused", async () => {
    const wrong = ascii(JSON.stringify({ weight_map: { ...map, "attn9.gamma": first } }));
    const error = await refusal(openFiles({ ...shards, [name]: wrong }));
    expect(error.details.problem).toBe(`${first} lacks attn9.gamma`);
    for (const bad of [{}, { a: 1 }, []]) {
      const json = ascii(JSON.stringify({ weight_map: bad }));
      expect((await refusal(openFiles({ ...shards, [name]: json }))).code).toBe("checkpoint-malformed");
    }
  });
});

describe("an archive around a checkpoint", () => {
  const notes = {
    "README.md": ascii("# notes"),
    "__MACOSX/._G.pth": ascii("Mac"),
    "log/loss.csv": ascii("1,2"),
  };
  const files = { "run/1000_G.pth": G, ...notes };
  test.each([
    ["zip", zipOf(files)],
    ["zip that is deflated", zipOf(files, true)],
    ["tar", tarOf(files)],
    ["tar.gz", gzipSync(tarOf(files))],
    ["tar with long names", tarOf({ [`${"folder/".repeat(20)}1000_G.pth`]: G })],
    ["gz", gzipSync(G)],
    ["tar in a zip", zipOf({ "weights.tar": tarOf(files) })],
  ])("%s is opened", async (_, bytes) => {
    const file = await openBytes("weights.x", new Uint8Array(bytes));
    await expectSame(file, await openBytes("G.pth", G));
    expect(file.name).toBe("weights.x");
  });

  test("with several: the averaged generator comes first, the discriminator last", async () => {
    const other = peer("heykeetae/1000_G.safetensors");
    const file = await openBytes(
      "all.zip",
      zipOf({
        "D.pth": peer("heykeetae/1000_G.legacy.pth"),
        "G.safetensors": other,
        "G_ema.pth": G,
        ...notes,
      }),
    );
    const { report } = await expectSame(file, await openBytes("G.pth", G));
    expect(report.wrappers).toEqual(["G_ema"]);
    expect(report.assumed[0]).toMatchObject({ code: "averaged" });
  });

  test("a checkpoint that does not open beside one that does is passed over", async () => {
    const file = await openBytes(
      "all.tar",
      tarOf({ "optim.pth": G.slice(0, 300), "G.pth": G, "x.pkl": checkpointBytes("plain.pkl") }),
    );
    await expectSame(file, await openBytes("G.pth", G));
  });

  test("none in it: its files are named", async () => {
    for (const bytes of [zipOf(notes), tarOf(notes), gzipSync(tarOf(notes))]) {
      const error = await refusal(openBytes("notes.x", new Uint8Array(bytes)));
      expect([error.code, error.details.files]).toEqual([
        "checkpoint-archive",
        "README.md, __MACOSX/._G.pth, log/loss.csv",
      ]);
    }
  });

  test("that holds itself, or claims more than it has, is refused", async () => {
    let bytes = zipOf({ "G.pth": G });
    for (let layers = 0; layers < 5; layers++) bytes = zipOf({ "inner.zip": bytes });
    expect((await refusal(openBytes("deep.zip", bytes))).code).toBe("checkpoint-unknown");
    const bomb = gzipSync(new Uint8Array(1 << 22));
    expect((await refusal(openBytes("bomb.gz", new Uint8Array(bomb)))).code).toBe("checkpoint-too-large");
    const cut = tarOf({ "G.pth": G }).slice(0, 4096);
    expect((await refusal(openBytes("cut.tar", cut))).code).toBe("checkpoint-malformed");
    const torn = gzipSync(G).subarray(0, 5000);
    expect((await refusal(openBytes("torn.pth.gz", new Uint8Array(torn)))).code).toMatch(
      /malformed|too-large/,
    );
  });
});

describe("what is no checkpoint is said by name", () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
  test.each([
    ["G.pth", ascii(pointer), "checkpoint-lfs"],
    ["G.safetensors", ascii("<!DOCTYPE html><html><head><title>Sign in</title>"), "checkpoint-page"],
    [
      "G.pt",
      ascii('\ufeff\n<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
      "checkpoint-page",
    ],
    ["G.npz", new Uint8Array(0), "checkpoint-empty"],
    ["G.7z", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4), "checkpoint-packed"],
    ["G.tar.bz2", ascii("BZh91AY&SY"), "checkpoint-packed"],
    ["G.tar.xz", Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), "checkpoint-packed"],
    ["G.zst", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0), "checkpoint-packed"],
    ["G.rar", ascii("Rar!\u001a\u0007"), "checkpoint-packed"],
    [
      "G_old.pth",
      tarOf({ sys_info: ascii("x"), pickle: ascii("x"), storages: ascii("x"), tensors: ascii("x") }),
      "checkpoint-old-torch",
    ],
  ] as const)("%s", async (name, bytes, code) => {
    const error = await refusal(openBytes(name, new Uint8Array(bytes)));
    expect([error.code, error.details.where]).toEqual([code, name]);
  });
  test("also among several files", async () => {
    const error = await refusal(openFiles({ "G.pth": G, "G.bin": ascii(pointer) }));
    expect([error.code, error.details.where]).toEqual(["checkpoint-lfs", "G.bin"]);
  });
});

describe("HDF5", () => {
  test("as nnabla writes it is the generator that its arrays are", async () => {
    const file = await openBytes("params.h5", peer("nnabla/params_449999.h5"));
    expect(file.format).toBe("hdf");
    await expectSame(file, await openBytes("params.npz", peer("nnabla/params_449999.npz")));
    expect(flatten(file)).toHaveLength(
      flatten(await openBytes("p.npz", peer("nnabla/params_449999.npz"))).length,
    );
  });
  test("says which datasets have no numbers", async () => {
    const { unread } = await openBytes("kinds.h5", checkpointBytes("kinds.h5"));
    expect(unread?.map(({ name }) => name).sort()).toEqual(["names", "null"]);
  });
  test("in chunks is refused when it is read, by the dataset; the rest is read", async () => {
    const tensors = tensorsOf((await openBytes("packed.h5", checkpointBytes("packed.h5"))).root);
    expect(await tensors.get("plain")?.read()).toEqual(Float32Array.of(1, 1));
    const error = await refusal(Promise.resolve(tensors.get("w")?.read()));
    expect([error.code, error.details.part]).toEqual(["checkpoint-hdf", "w, which is in chunks or packed"]);
  });
  test("with a heap of links is refused by name", async () => {
    const error = await refusal(openBytes("dense.h5", checkpointBytes("dense.h5")));
    expect([error.code, error.details.part]).toEqual(["checkpoint-hdf", "a group with its links in a heap"]);
  });
});
