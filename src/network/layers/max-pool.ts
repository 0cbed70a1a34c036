/**
 * Max pooling of square patches, and its gradient: the whole of it to the largest cell of a patch, to the first one (row by row)
 * of cells that are alike, as in PyTorch. Backends' own kernels for it differ in that, and in a flat part of an image all are alike.
 */
import {
  cast,
  concat,
  equal,
  maxPool,
  mul,
  reshape,
  slice,
  sub,
  type Tensor,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** [1, H, W, C] to [1, H/side, W/side, C]. */
export function pooledMax(x: Tensor4D, side: number): Tensor4D {
  return maxPool(x, side, side, "valid");
}

/**
 * @param x what was pooled, [1, H, W, C]
 * @param y what it was pooled to, [1, H/side, W/side, C]
 * @param dy gradient by y, of its shape
 * @returns gradient by x, [1, H, W, C]
 */
export function pooledMaxGradient(x: Tensor4D, y: Tensor4D, dy: Tensor4D, side: number): Tensor4D {
  const [, height, width, channels] = y.shape;
  // Cells of a patch lie apart in memory; as [rows of patches, row in the patch, patch, column in the patch and channel] a cell
  // of every patch is one slice.
  const patches = reshape(x, [height, side, width, side * channels]);
  const flat = [height, 1, width, channels];
  const maxima = reshape(y, flat);
  const gradients = reshape(dy, flat);
  /** 1 where the largest cell has not been met yet. */
  let open: Tensor | undefined;
  const rows: Tensor[] = [];
  for (let row = 0; row < side; row++) {
    const cells: Tensor[] = [];
    for (let column = 0; column < side; column++) {
      const cell = slice(patches, [0, row, 0, column * channels], flat);
      const largest = cast(equal(cell, maxima), "float32");
      const first: Tensor = open ? mul(largest, open) : largest;
      open = sub(open ?? 1, first);
      cells.push(mul(gradients, first));
    }
    rows.push(concat(cells, 3));
  }
  return reshape(concat(rows, 1), x.shape);
}
