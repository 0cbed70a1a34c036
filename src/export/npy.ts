/** NumPy files. */
import { dump } from "npyjs";

/** What is written as float32, float64, uint8 and uint32. */
export type NpyValues = Float32Array | Float64Array | Uint8Array | Uint32Array;

/** An array as `.npy`, little endian, in C order. */
export function npyFile(values: NpyValues, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(dump(values, [...shape]));
}
