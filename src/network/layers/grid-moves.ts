/** Moves between a grid and one of twice its sides, by the backend's own kernel where it has one (`wasm-kernels.ts`). */
import {
  add,
  concat,
  engine,
  getBackend,
  getKernel,
  image,
  type NamedTensorMap,
  reshape,
  slice,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { ADD_DOUBLED, INTERLEAVE_ROWS } from "../kernels/kernel-names";

/**
 * Rows in turns, without the first and last of each row's 2(W + 1) cells.
 * @param even rows 0, 2, ...: [B, H, W + 1, 2C], two cells of C numbers at each place
 * @param odd the others, alike
 * @returns [B, 2H, 2W, C]
 */
export function interleavedRows(even: Tensor4D, odd: Tensor4D): Tensor4D {
  const own = run(INTERLEAVE_ROWS, { even, odd });
  if (own) return own;
  const [images, height, places, both] = even.shape;
  const channels = both / 2;
  const line = places * both;
  const flat = [even, odd].map((rows) => reshape(rows, [images * height, line]));
  // Even and odd rows beside each other along the last axis are one after the other in memory.
  const lines = reshape(concat(flat, 1), [2 * images * height, line]);
  const cut = slice(lines, [0, channels], [2 * images * height, line - both]);
  return reshape(cut, [images, 2 * height, 2 * (places - 1), channels]) as Tensor4D;
}

/**
 * @param large [B, 2H, 2W, C]
 * @param small [B, H, W, C], each cell of which is added to 2x2 cells
 */
export function addDoubled(large: Tensor4D, small: Tensor4D): Tensor4D {
  const [, height, width, channels] = large.shape;
  const own = channels % 4 === 0 ? run(ADD_DOUBLED, { large, small }) : undefined;
  return own ?? add(large, image.resizeNearestNeighbor(small, [height, width]));
}

/** The result of the backend's own kernel; `undefined` where it has none. */
function run(kernel: string, inputs: NamedTensorMap): Tensor4D | undefined {
  return getKernel(kernel, getBackend()) ? engine().runKernel(kernel, inputs) : undefined;
}
