/** Checkpoints of every format against what torch and numpy say that is in them, and files that must be refused. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckpointDict, CheckpointList } from "../../src/importing/checkpoint";
import { fileSource } from "../../src/importing/readers/file-source.node";
import { openCheckpoint } from "../../src/importing/readers/open";
import { blobSource, memorySource } from "../../src/importing/readers/sources";
import { LensError, type LensErrorCode } from "../../src/model/errors";
import {
  checkpointBytes,
  checkpointSources,
  expectedCheckpoints,
  openBytes,
  tensorsOf,
} from "../support/checkpoints";

const EXPECTED = expectedCheckpoints();
const NAMES = Object.keys(EXPECTED);

const open = (name: string) => openCheckpoint(checkpointSources(name));

/** What a promise is refused with. */
async function refusal(opening: Promise<unknown>): Promise<LensError> {
  const thrown = await opening.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof LensError)) throw new Error(`not refused by name: ${String(thrown)}`);
  return thrown;
}

test("the fixtures have every format", async () => {
  const formats = await Promise.all(NAMES.map(async (name) => (await open(name)).format));
  expect([...new Set(formats)].sort()).toEqual([
    "hdf",
    "npz",
    "safetensors",
    "tfjs",
    "torch-legacy",
    "torch-zip",
  ]);
});

describe.each(NAMES)("%s", (name) => {
  test("has the tensors that Python sees, in their order", async () => {
    const tensors = tensorsOf((await open(name)).root);
    expect([...tensors.keys()]).toEqual(Object.keys(EXPECTED[name]));
    for (const [path, { shape, values }] of Object.entries(EXPECTED[name])) {
      const tensor = tensors.get(path);
      expect(tensor?.shape, path).toEqual(shape);
      expect(await tensor?.read(), path).toEqual(Float32Array.from(values));
    }
  });
});

test("dtypes and bytes are those of the file", async () => {
  for (const name of ["kinds.pt", "kinds.legacy.pt", "kinds.safetensors"]) {
    const tensors = tensorsOf((await open(name)).root);
    for (const [path, tensor] of tensors) {
      if (["f64", "f32", "f16", "bf16", "i64", "i32", "i16", "i8", "u8", "bool"].includes(path)) {
        expect(tensor.dtype).toBe(path.toUpperCase());
      }
    }
    expect(tensors.get("i64")?.bytes).toBe(32);
    expect(tensors.get("halves_transposed")?.bytes).toBe(24);
  }
});

test.each(["trained.pt", "trained.legacy.pt"])("%s keeps scalars, texts and nesting", async (name) => {
  const { entries } = (await open(name)).root;
  expect(entries.get("epoch")).toBe(12);
  expect(entries.get("best")).toBe(0.25);
  expect(entries.get("seed")).toBe(2 ** 40);
  expect(entries.get("huge")).toBe(2n ** 70n);
  expect(entries.get("none")).toBeNull();
  expect(entries.get("done")).toBe(true);
  expect(entries.get("text")).toBe("é소");
  expect(entries.get("args")).toBe("argparse.Namespace");
  expect(entries.get("device")).toBe("cuda:1");
  expect(entries.get("dtype")).toBe("torch.float32");
  expect(entries.get("size")).toEqual({ kind: "list", items: [2, 3] });
  const groups = (entries.get("optimizer") as CheckpointDict).entries.get("param_groups") as CheckpointList;
  const group = groups.items[0] as CheckpointDict;
  expect(group.entries.get("lr")).toBe(2e-4);
  expect(group.entries.get("betas")).toEqual({ kind: "list", items: [0, 0.9] });
  expect(entries.has("_metadata")).toBe(false);
});

test("a file on disk, a Blob and memory give the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "checkpoint-"));
  const bytes = checkpointBytes("kinds.pt");
  writeFileSync(join(folder, "a file.pt"), bytes);
  const file = await fileSource(join(folder, "a file.pt"));
  try {
    const sources = [file, blobSource(new Blob([bytes]), "b"), memorySource("c", Buffer.from(bytes))];
    const read = await Promise.all(
      sources.map(async (source) => {
        const tensors = tensorsOf((await openCheckpoint([source])).root);
        return Promise.all([...tensors.values()].map((tensor) => tensor.read()));
      }),
    );
    expect(file.name).toBe("a file.pt");
    expect(read[1]).toEqual(read[0]);
    expect(read[2]).toEqual(read[0]);
    expect(read[0]).toHaveLength(20);
  } finally {
    await file.close();
    rmSync(folder, { recursive: true });
  }
});

test("nothing of the numbers is read before they are asked for", async () => {
  const bytes = checkpointBytes("kinds.safetensors");
  let read = 0;
  const source = memorySource("x", bytes);
  const counted = {
    ...source,
    read: (from: number, to: number) => {
      read += to - from;
      return source.read(from, to);
    },
  };
  const { root } = await openCheckpoint([counted]);
  const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(read).toBeLessThan(header + 128);
  const opened = read;
  await tensorsOf(root).get("f32")?.read();
  expect(read).toBe(opened + 80);
});

test("a tensor keeps no more alive than itself", async () => {
  for (const name of ["kinds.pt", "kinds.safetensors", "arrays.npz"]) {
    for (const [path, tensor] of tensorsOf((await open(name)).root)) {
      const numbers = await tensor.read();
      expect(numbers.buffer.byteLength, `${name} ${path}`).toBe(numbers.byteLength);
    }
  }
});

describe("a file is refused by name", () => {
  const cases: [string, LensErrorCode, object][] = [
    ["evil.pt", "checkpoint-global", { name: "posix.system" }],
    ["loss.pt", "checkpoint-global", { name: "torch.nn.modules.loss.MSELoss" }],
    ["module.pt", "checkpoint-module", { name: "torch.nn.modules.container.Sequential" }],
    ["module.legacy.pt", "checkpoint-module", { name: "torch.nn.modules.container.Sequential" }],
    ["script.pt", "checkpoint-torchscript", {}],
    ["plain.pkl", "checkpoint-pickle", {}],
    ["objects.npz", "checkpoint-objects", { tensor: "words" }],
    ["texts.npz", "checkpoint-dtype", { tensor: "words", dtype: "<U2" }],
  ];
  test.each(cases)("%s", async (name, code, details) => {
    const error = await refusal(open(name));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ where: name, ...details });
  });

  const ascii = (text: string) => new TextEncoder().encode(text);
  const foreign: [string, Uint8Array, LensErrorCode][] = [
    [
      "x.h5",
      Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 9, 0, 0, 0, 0, 0),
      "checkpoint-hdf",
    ],
    [
      "x.onnx",
      Uint8Array.of(8, 7, 0x12, 7, ...ascii("pytorch"), 0x1a, 3, ...ascii("1.1")),
      "checkpoint-onnx",
    ],
    [
      "x.ckpt.index",
      Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb),
      "checkpoint-tensorflow",
    ],
    ["x.ckpt.data-00000-of-00001", new Uint8Array(100).fill(0x3f), "checkpoint-tensorflow"],
    ["checkpoint", ascii('model_checkpoint_path: "x"\n'), "checkpoint-tensorflow"],
    ["x.bin", new Uint8Array(100).fill(0x3f), "checkpoint-unknown"],
    ["empty", new Uint8Array(0), "checkpoint-empty"],
    ["session.json", ascii('{"format":"sagan-lens-session"}'), "checkpoint-unknown"],
  ];
  test.each(foreign)("%s", async (name, bytes, code) => {
    const error = await refusal(openBytes(name, bytes));
    expect(error.code).toBe(code);
    expect(error.details.where).toBe(name);
  });
  test("a TensorFlow checkpoint with the name that its converter needs", async () => {
    const error = await refusal(openBytes("m.ckpt-9.data-00000-of-00001", new Uint8Array(9)));
    expect(error.details.prefix).toBe("m.ckpt-9");
  });
  test("several files that are no model.json with shards", async () => {
    const sources = ["kinds.pt", "arrays.npz"].flatMap(checkpointSources);
    const error = await refusal(openCheckpoint(sources));
    expect([error.code, error.details.files]).toEqual(["checkpoint-files", "kinds.pt, arrays.npz"]);
    expect((await refusal(openCheckpoint([]))).code).toBe("checkpoint-files");
  });
  test("a number that is not finite, when its tensor is read", async () => {
    const tensor = tensorsOf((await open("nan.pt")).root).get("weight");
    const error = await refusal(Promise.resolve(tensor?.read()));
    expect([error.code, error.details.tensor]).toEqual(["tensor-not-finite", "weight"]);
  });
});

describe("TensorFlow.js", () => {
  const sources = () => checkpointSources("tfjs/model.json");
  test("the shards come in any order, under any folder", async () => {
    const moved = sources()
      .reverse()
      .map((source) => ({ ...source, name: `my model/${source.name}` }));
    const tensors = tensorsOf((await openCheckpoint(moved)).root);
    const { shape, values } = EXPECTED["tfjs/model.json"]["generator/dense/kernel"];
    expect(tensors.get("generator/dense/kernel")?.shape).toEqual(shape);
    expect(await tensors.get("generator/dense/kernel")?.read()).toEqual(Float32Array.from(values));
  });
  test("a missing shard is named", async () => {
    const error = await refusal(openCheckpoint(sources().filter(({ name }) => !name.includes("2of2"))));
    expect(error.code).toBe("checkpoint-shard");
    expect(error.details).toEqual({ where: "model.json", file: "group1-shard2of2.bin" });
  });
  test("a shard of another size is refused", async () => {
    const cut = sources().map((source) =>
      source.name.includes("1of1") ? memorySource(source.name, new Uint8Array(4)) : source,
    );
    expect((await refusal(openCheckpoint(cut))).code).toBe("checkpoint-malformed");
  });
  test("shards without their model.json are refused", async () => {
    const shards = sources().filter(({ name }) => name.endsWith(".bin"));
    expect((await refusal(openCheckpoint(shards))).code).toBe("checkpoint-files");
  });
});

describe("while it is read", () => {
  test("progress rises to no more than all bytes", async () => {
    const told: number[] = [];
    const [source] = checkpointSources("kinds.pt");
    const { root } = await openCheckpoint([source], {
      onProgress: ({ loaded, total }) => {
        expect(total).toBe(source.size);
        told.push(loaded);
      },
    });
    for (const tensor of tensorsOf(root).values()) await tensor.read();
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBeLessThanOrEqual(source.size);
    expect(told.length).toBeGreaterThan(20);
  });
  test("a cancel is told, also later", async () => {
    const stop = new AbortController();
    const { root } = await openCheckpoint(checkpointSources("kinds.pt"), { signal: stop.signal });
    stop.abort();
    const tensor = tensorsOf(root).get("f32");
    expect((await refusal(Promise.resolve(tensor?.read()))).code).toBe("cancelled");
    const again = openCheckpoint(checkpointSources("kinds.pt"), { signal: stop.signal });
    expect((await refusal(again)).code).toBe("cancelled");
  });
  test("a file that can no longer be read is told", async () => {
    const gone = { name: "gone.pt", size: 100, read: () => Promise.reject(new Error("NotReadableError")) };
    const error = await refusal(openCheckpoint([gone]));
    expect(error.code).toBe("file-unreadable");
    expect(error.details).toEqual({ file: "gone.pt", reason: "NotReadableError" });
    const short = { name: "short.pt", size: 100, read: async () => new Uint8Array(3) };
    expect((await refusal(openCheckpoint([short]))).code).toBe("file-unreadable");
    expect((await refusal(fileSource("no/such/file"))).code).toBe("file-unreadable");
    expect((await refusal(fileSource(tmpdir()))).code).toBe("file-unreadable");
  });
});
