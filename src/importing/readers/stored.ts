/** A tensor of a file: what is known of it at once, and the way to its numbers. */
import { LensError } from "../../model/errors";
import { allFinite } from "../../model/formats/safetensors";
import type { ByteSource, StoredTensor } from "../checkpoint";
import { countOf, extentOf, gather, isRowMajor } from "./layout";
import { type Encoding, NUMBER_BYTES, readingNeeds, readNumbers } from "./numbers";
import { claim, guarded, malformed, type Reading, shown } from "./reading";

export interface Place {
  /** Name within the file, for errors. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Elements from one entry of each axis to the next. */
  readonly strides: readonly number[];
  readonly encoding: Encoding;
  /** First element, counted in elements of the source. */
  readonly offset: number;
  /** Bytes that are held while it is read, because they had to be inflated. */
  readonly held?: number;
  /** The bytes that hold it, as they are when they have been inflated. Asked for when the tensor is read. */
  readonly bytes: () => Promise<ByteSource>;
}

/**
 * @throws LensError `checkpoint-too-large` where its numbers would take more memory than a file of this size may ask for,
 *   `checkpoint-malformed` where no file could hold it
 */
export function storedTensor(reading: Reading, place: Place): StoredTensor {
  const { name, shape, strides, encoding, offset, held = 0 } = place;
  const part = `tensor ${name}`;
  const count = countOf(shape);
  if (count === undefined) throw malformed(reading.where, `${part} has the impossible shape [${shape}]`);
  const size = NUMBER_BYTES[encoding.dtype];
  const inRows = isRowMajor(shape, strides);
  const extent = extentOf(shape, strides);
  const needed = inRows ? readingNeeds(count, encoding, reading.total) : count * 4 + extent * size;
  claim(reading, needed + held, part);

  const load = async (): Promise<Float32Array> => {
    if (count === 0) return new Float32Array(0);
    const bytes = await place.bytes();
    if ((offset + extent) * size > bytes.size) {
      throw malformed(reading.where, `${part} ends at byte ${(offset + extent) * size} of ${bytes.size}`);
    }
    if (inRows) return readNumbers(bytes, offset * size, count, encoding, reading.total);
    return gather(await bytes.read(offset * size, (offset + extent) * size), encoding, shape, strides);
  };
  return {
    kind: "tensor",
    shape,
    dtype: encoding.dtype,
    bytes: count * size,
    read: () =>
      guarded(reading.where, async () => {
        const numbers = await load();
        if (!allFinite(numbers)) {
          throw new LensError("tensor-not-finite", { where: reading.where, tensor: shown(name) });
        }
        return numbers;
      }),
  };
}
