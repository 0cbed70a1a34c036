/** Arrays of an NPZ file with the number type and the shape that they have to have. */
import type { ByteSource } from "../../../importing/checkpoint";
import { rowMajor } from "../../../importing/readers/layout";
import { NPY_HEAD_BYTES, readNpyHeader } from "../../../importing/readers/npy";
import { malformed } from "../../../importing/readers/reading";
import type { ZipEntry } from "../../../importing/readers/zip";

/** A file that can be read, and that this page did not write. The message says what differs. */
export class OtherFormat extends Error {}

const TYPES = { F32: Float32Array, F64: Float64Array, U32: Uint32Array } as const;
type Type = keyof typeof TYPES;
type Values<Name extends Type> = InstanceType<(typeof TYPES)[Name]>;

/** An array that is not read yet. */
export interface SavedArray<Name extends Type> {
  readonly shape: readonly number[];
  /** The numbers from one to before another, or all. @throws LensError where one is neither finite nor allowed to be missing */
  read(from?: number, to?: number): Promise<Values<Name>>;
}

export interface Wanted<Name extends Type> {
  readonly type: Name;
  /** Sides; null for any. */
  readonly shape: readonly (number | null)[];
  /** Whether a number may be missing (NaN). */
  readonly mayMiss?: boolean;
}

export type SavedArrays = <Name extends Type>(
  name: string,
  wanted: Wanted<Name>,
) => Promise<SavedArray<Name>>;

/**
 * Finds arrays by their names.
 * @throws OtherFormat for an array that is not there, or of another type or shape; LensError for one that is damaged
 */
export function savedArrays(entries: ReadonlyMap<string, ZipEntry>, where: string): SavedArrays {
  return async (name, { type, shape: sides, mayMiss = false }) => {
    const entry = entries.get(`${name}.npy`);
    if (!entry) throw new OtherFormat(`${name}.npy is missing`);
    const { shape, strides, encoding, start } = readNpyHeader(await entry.head(NPY_HEAD_BYTES), where, name);
    const fits =
      shape.length === sides.length && sides.every((side, at) => (side ?? shape[at]) === shape[at]);
    const inRows = `${strides}` === `${rowMajor(shape)}`;
    if (!fits || encoding.dtype !== type || !encoding.littleEndian || !inRows)
      throw new OtherFormat(`${name} is ${encoding.dtype} of shape [${shape}]`);
    const count = shape.reduce((product, side) => product * side, 1);
    const size = TYPES[type].BYTES_PER_ELEMENT;
    if (count === 0) throw new OtherFormat(`${name} is empty`);
    if (start + count * size !== entry.size)
      throw malformed(where, `array ${name} of shape [${shape}] has ${entry.size - start} bytes`);
    let source: ByteSource | undefined;
    return {
      shape,
      async read(from = 0, to = count) {
        source ??= await entry.bytes();
        const bytes = await source.read(start + from * size, start + to * size);
        const values = new TYPES[type](new Uint8Array(bytes).buffer) as Values<typeof type>;
        for (const value of values) {
          if (!Number.isFinite(value) && !(mayMiss && Number.isNaN(value)))
            throw malformed(where, `array ${name} contains numbers that are not finite`);
        }
        return values;
      },
    };
  };
}
