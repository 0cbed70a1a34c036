/** Reads, or opens, a file that the page gives. What is to be timed is a line in `WORKS`. */
import type { CheckpointValue } from "../../src/importing/checkpoint";
import { finishImport } from "../../src/importing/finish";
import { openCheckpoint } from "../../src/importing/readers/open";
import { blobSource } from "../../src/importing/readers/sources";
import { recognise } from "../../src/importing/recognise";

export type Told =
  | { readonly kind: "progress"; readonly loaded: number }
  | { readonly kind: "done"; readonly ms: number; readonly bytes: number }
  | { readonly kind: "failed"; readonly reason: string };

/** Progress is told as often as a page could show it. */
const TELL_EVERY_MS = 30;
const READ_AT_ONCE = 8 << 20;

/** Each gives the bytes that it holds in the end; `tell` is called with the bytes read so far. */
const WORKS = { read: readAll, open: openAll, recognise: recogniseAll, import: importAll };
export type Work = keyof typeof WORKS;

/** Just the file's bytes, through the same Blob: what everything else is compared with. */
async function readAll(file: File, tell: (loaded: number) => void): Promise<number> {
  const source = blobSource(file);
  for (let at = 0; at < file.size; at += READ_AT_ONCE) {
    const bytes = await source.read(at, Math.min(file.size, at + READ_AT_ONCE));
    tell(at + bytes.length);
  }
  return 0;
}

/** All tensors as single-precision numbers, held at once. */
async function openAll(file: File, tell: (loaded: number) => void): Promise<number> {
  const { root } = await openCheckpoint([blobSource(file)], { onProgress: ({ loaded }) => tell(loaded) });
  const numbers: Float32Array[] = [];
  const visit = async (value: CheckpointValue): Promise<void> => {
    if (typeof value !== "object" || value === null) return;
    if (value.kind === "tensor") numbers.push(await value.read());
    else for (const child of value.kind === "dict" ? value.entries.values() : value.items) await visit(child);
  };
  await visit(root);
  return numbers.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** A generator of ours: spectral norm divided out, norms folded. */
async function recogniseAll(file: File, tell: (loaded: number) => void): Promise<number> {
  const checkpoint = await openCheckpoint([blobSource(file)], { onProgress: ({ loaded }) => tell(loaded) });
  const { tensors } = await recognise(checkpoint);
  return [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
}

/** The whole way to a model's files, hashed. */
async function importAll(file: File, tell: (loaded: number) => void): Promise<number> {
  const checkpoint = await openCheckpoint([blobSource(file)], { onProgress: ({ loaded }) => tell(loaded) });
  const { files } = await finishImport(await recognise(checkpoint), "large");
  return [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

self.onmessage = async ({ data }: MessageEvent<{ work: Work; file: File }>) => {
  const say = (told: Told) => self.postMessage(told);
  let last = 0;
  const tell = (loaded: number) => {
    const now = performance.now();
    if (now - last < TELL_EVERY_MS && loaded < data.file.size) return;
    last = now;
    say({ kind: "progress", loaded });
  };
  const began = performance.now();
  try {
    const bytes = await WORKS[data.work](data.file, tell);
    say({ kind: "done", ms: performance.now() - began, bytes });
  } catch (thrown) {
    say({ kind: "failed", reason: String(thrown) });
  }
};
