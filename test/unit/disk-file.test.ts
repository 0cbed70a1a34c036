/** An engine in Node reads the weights of a folder tensor by tensor, from a file that it has verified. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ModelFile } from "../../src/model/formats/manifest";
import { writeSafetensors } from "../../src/model/formats/safetensors";
import { diskFile } from "../../src/model/storage/disk-file.node";
import { openModel } from "../../src/model/storage/open-model";
import { readInNode } from "../../src/model/storage/read.node";
import { weightsFile } from "../../src/model/storage/weights-file";
import { readManifest } from "../support/files";

const bytes = writeSafetensors(
  new Map([
    ["a", { shape: [3], data: Float32Array.of(1, 2, 3) }],
    ["b", { shape: [2], data: Float32Array.of(4, 5) }],
  ]),
);
const file: ModelFile = {
  path: "weights.safetensors",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};
let home = "";
let folder = new URL("file:///");
const path = () => join(home, file.path);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "disk-file-"));
  folder = pathToFileURL(`${home}/`);
  writeFileSync(path(), bytes);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("each tensor is read when it is asked for, into memory of its own", async () => {
  const found = await diskFile(file, folder);
  if (!found) throw new Error("the file was not found");
  const parts: number[] = [];
  const read: typeof found.read = (from, to) => {
    parts.push(to - from);
    return found.read(from, to);
  };
  const { tensors } = await weightsFile({ ...found, read }, "weights");
  const header = parts.length;
  expect(tensors.get("b")?.data).toEqual(Float32Array.of(4, 5));
  expect(parts.slice(header)).toEqual([8]);
  expect(tensors.get("b")?.data.buffer.byteLength).toBe(8);
  expect(tensors.get("a")?.data).toEqual(Float32Array.of(1, 2, 3));
});

test("a file that is not there, is another one or a folder is left to the usual way of reading", async () => {
  expect(await diskFile({ ...file, path: "other.safetensors" }, folder)).toBeUndefined();
  expect(await diskFile({ ...file, path: "." }, folder)).toBeUndefined();
  expect(await diskFile({ ...file, bytes: file.bytes - 1 }, folder)).toBeUndefined();
  const altered = bytes.slice();
  altered[altered.length - 1] ^= 1;
  writeFileSync(path(), altered);
  expect(await diskFile(file, folder)).toBeUndefined();
});

test("reading can be cancelled, and a file that is cut meanwhile is reported", async () => {
  await expect(diskFile(file, folder, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  const found = await diskFile(file, folder);
  truncateSync(path(), file.bytes - 4);
  expect(() => found?.read(file.bytes - 8, file.bytes)).toThrow(/file-unreadable/);
});

test("weights that are there are not fetched; those that are wrong are, and refused", async () => {
  const manifest = readManifest("cats64");
  const generator = { ...manifest.generator, weights: file };
  writeFileSync(join(home, "model.json"), JSON.stringify({ ...manifest, generator, golden: null }));
  const read = vi.fn(readInNode);
  const stored = (of: ModelFile) => diskFile(of, folder);
  const progress: number[] = [];
  const opened = await openModel(
    { folder, read, stored },
    { onProgress: ({ loaded }) => progress.push(loaded) },
  );
  expect(read.mock.calls.map(([address]) => address.pathname.split("/").at(-1))).toEqual(["model.json"]);
  expect(opened.generator).toMatchObject({ size: file.bytes });
  expect(progress).toEqual([file.bytes]);
  const altered = bytes.slice();
  altered[altered.length - 1] ^= 1;
  writeFileSync(path(), altered);
  await expect(openModel({ folder, read, stored })).rejects.toMatchObject({ code: "file-altered" });
});
