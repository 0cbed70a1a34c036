/** Several arrays in one file, as NumPy's `.npz`: a ZIP archive of `.npy` files, not compressed. */
import { makeZip } from "client-zip";
import { type NpyValues, npyFile } from "./npy";

/** An array by its name, all of it or in parts, so that a large one is never copied whole. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** All values in C order; parts of them of one type, one after the other. At least one. */
  readonly values: NpyValues | Iterable<NpyValues>;
}

/**
 * The bytes of an `.npz` file, as they are asked for.
 * @param texts further members by their file names, which `numpy.load` gives as bytes
 */
export function npzStream(
  arrays: Iterable<NamedArray>,
  texts: Readonly<Record<string, string>> = {},
): ReadableStream<Uint8Array> {
  const lastModified = new Date();
  function* members() {
    for (const [name, input] of Object.entries(texts)) yield { name, input, lastModified };
    for (const { name, shape, values } of arrays) {
      yield { name: `${name}.npy`, input: inParts(partsOf(values), shape), lastModified };
    }
  }
  return makeZip(members(), { buffersAreUTF8: true });
}

function partsOf(values: NamedArray["values"]): Iterable<NpyValues> {
  return ArrayBuffer.isView(values) ? [values] : values;
}

async function* inParts(parts: Iterable<NpyValues>, shape: readonly number[]): AsyncGenerator<Uint8Array> {
  let begun = false;
  for (const part of parts) {
    // The head says nothing of the values but their type.
    if (!begun) yield npyFile(part.subarray(0, 0), shape);
    begun = true;
    yield new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
}
