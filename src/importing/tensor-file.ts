/** The file that an import's tensors were written into, so that they need not be copied into one. */
import type { Tensor } from "../model/formats/safetensors";

type Tensors = ReadonlyMap<string, Tensor>;

const files = new WeakMap<Tensors, Uint8Array>();

/** @param bytes a whole safetensors file, of which the tensors are views */
export function rememberFile(tensors: Tensors, bytes: Uint8Array): void {
  files.set(tensors, bytes);
}

/** The file of tensors as they were imported; `undefined` for any others. */
export function fileOf(tensors: Tensors): Uint8Array | undefined {
  return files.get(tensors);
}
