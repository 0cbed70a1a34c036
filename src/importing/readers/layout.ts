/** Where the numbers of a tensor lie when they do not lie one after the other: transposed, sliced and expanded tensors. */
import { type Encoding, NUMBER_BYTES, numberAt } from "./numbers";

/** Far above any tensor of a network. */
export const MAX_AXES = 16;
/** A side, or a number of elements, that no file could hold. */
const MAX_COUNT = 2 ** 40;

/** Number of elements; `undefined` where no file could hold as many. */
export function countOf(shape: readonly number[]): number | undefined {
  if (shape.includes(0)) return 0;
  let count = 1;
  for (const side of shape) {
    count *= side;
    if (!(count <= MAX_COUNT)) return undefined;
  }
  return count;
}

/** Whether these are sides of a tensor: few, whole and not negative. */
export function isShape(shape: readonly unknown[]): shape is number[] {
  return (
    shape.length <= MAX_AXES &&
    shape.every(
      (side) => typeof side === "number" && Number.isInteger(side) && side >= 0 && side <= MAX_COUNT,
    )
  );
}

/** Steps of a tensor whose numbers lie row by row. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= Math.max(1, shape[axis]);
  }
  return strides;
}

/** Steps of a tensor whose first axis runs fastest, as in Fortran. */
export function columnMajor(shape: readonly number[]): number[] {
  return rowMajor([...shape].reverse()).reverse();
}

/** Whether the numbers lie row by row; the step of an axis of one element does not matter. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  const plain = rowMajor(shape);
  return shape.includes(0) || shape.every((side, axis) => side === 1 || strides[axis] === plain[axis]);
}

/** Elements from the first to the last one that the tensor uses, both included; 0 of an empty one. */
export function extentOf(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, side, axis) => last + (side - 1) * strides[axis], 0) + 1;
}

/**
 * Collects the numbers in row-major order.
 * @param bytes those of the whole extent
 */
export function gather(
  bytes: Uint8Array,
  encoding: Encoding,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array {
  const numbers = new Float32Array(countOf(shape) ?? 0);
  if (numbers.length === 0) return numbers;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = NUMBER_BYTES[encoding.dtype];
  const inner = shape.length - 1;
  const [row, step] = inner < 0 ? [1, 0] : [shape[inner], strides[inner] * size];
  const place = new Array<number>(Math.max(0, inner)).fill(0);
  let start = 0;
  for (let filled = 0; filled < numbers.length; ) {
    for (let i = 0; i < row; i++) numbers[filled++] = numberAt(view, start + i * step, encoding);
    // On to the next row: the last of the outer axes first.
    for (let axis = inner - 1; axis >= 0; axis--) {
      start += strides[axis] * size;
      if (++place[axis] < shape[axis]) break;
      start -= strides[axis] * size * shape[axis];
      place[axis] = 0;
    }
  }
  return numbers;
}
