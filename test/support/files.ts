/** The project's own files, for tests that run in Node. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Manifest, parseManifest } from "../../src/model/formats/manifest";
import { readSafetensors, type SafetensorsFile } from "../../src/model/formats/safetensors";

const root = new URL("../../", import.meta.url);

/** Path of a file of the project. */
export function projectPath(relative: string): string {
  return fileURLToPath(new URL(relative, root));
}

export function readBytes(relative: string): Uint8Array {
  return new Uint8Array(readFileSync(projectPath(relative)));
}

export function readManifest(id: string): Manifest {
  const path = `public/models/${id}/model.json`;
  return parseManifest(readFileSync(projectPath(path), "utf8"), path);
}

export function readWeights(relative: string): SafetensorsFile {
  return readSafetensors(readBytes(relative), relative);
}

/** A tensor of single-precision numbers. */
export function floats(
  file: SafetensorsFile,
  name: string,
): { shape: readonly number[]; data: Float32Array } {
  const tensor = file.tensors.get(name);
  if (!(tensor?.data instanceof Float32Array)) throw new Error(`no float tensor ${name}`);
  return { shape: tensor.shape, data: tensor.data };
}

/** Entry `index` along the first axis. */
export function entry(tensor: { shape: readonly number[]; data: Float32Array }, index: number): Float32Array {
  const size = tensor.data.length / tensor.shape[0];
  return tensor.data.subarray(index * size, (index + 1) * size);
}

/** Largest absolute difference; NaN anywhere gives NaN. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new Error(`lengths differ: ${a.length} and ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** An image from PyTorch's [C, H, W] to the engine's [H, W, C]. */
export function toRows(image: Float32Array, channels: number, size: number): Float32Array {
  const moved = new Float32Array(image.length);
  for (let c = 0; c < channels; c++) {
    for (let at = 0; at < size * size; at++) moved[at * channels + c] = image[c * size * size + at];
  }
  return moved;
}
