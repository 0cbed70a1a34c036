/** NumPy files. */
import { dump } from "npyjs";

/** An array as `.npy`, little endian, in C order. */
export function npyFile(
  values: Float32Array | Uint8Array,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(dump(values, [...shape]));
}
