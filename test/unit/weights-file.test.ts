/** Weights are read a tensor at a time: from bytes as views, from a Blob in a worker slice by slice. */
import { afterEach, expect, test, vi } from "vitest";
import { type Tensor, writeSafetensors } from "../../src/model/formats/safetensors";
import { weightsFile } from "../../src/model/storage/weights-file";

afterEach(() => vi.unstubAllGlobals());

const tensors = new Map<string, Tensor>([
  ["a", { shape: [3], data: Float32Array.of(1, 2, 3) }],
  ["b", { shape: [2], data: Float32Array.of(4, 5) }],
]);
const bytes = writeSafetensors(tensors) as Uint8Array<ArrayBuffer>;

test("of bytes in memory a tensor is a view", async () => {
  const file = await weightsFile(bytes, "weights");
  const data = file.tensors.get("b")?.data;
  expect(data).toEqual(Float32Array.of(4, 5));
  expect(data?.buffer).toBe(bytes.buffer);
});

test("of a Blob only the header is read at first, then each tensor when it is asked for", async () => {
  const read: number[] = [];
  const part = (from: number, to: number) => ({ from, to });
  vi.stubGlobal(
    "FileReaderSync",
    class {
      readAsArrayBuffer({ from, to }: ReturnType<typeof part>) {
        read.push(to - from);
        return bytes.slice(from, to).buffer;
      }
    },
  );
  const blob = Object.assign(new Blob([bytes]), { slice: part as unknown as Blob["slice"] });
  const progress: number[] = [];
  const file = await weightsFile(blob, "weights", (loaded) => progress.push(loaded));
  expect(read).toHaveLength(2);
  expect(file.tensors.get("a")?.shape).toEqual([3]);
  expect(read).toHaveLength(2);
  expect(file.tensors.get("b")?.data).toEqual(Float32Array.of(4, 5));
  expect(read.slice(2)).toEqual([8]);
  expect(progress.at(-1)).toBe(bytes.length);
});

test("a number that is none is found when its tensor is read, by its name", async () => {
  const bad = writeSafetensors(new Map([["w", { shape: [1], data: Float32Array.of(Number.NaN) }]]));
  const file = await weightsFile(bad, "weights");
  expect(() => file.tensors.get("w")?.data).toThrow(/tensor-not-finite.*"w"/);
});

test("where no Blob can be read at once, all of it is", async () => {
  const file = await weightsFile(new Blob([bytes as Uint8Array<ArrayBuffer>]), "weights");
  expect(file.tensors.get("a")?.data).toEqual(Float32Array.of(1, 2, 3));
});
