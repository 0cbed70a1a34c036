/**
 * 3x3 convolutions by Winograd's F(2x2, 3x3) (Lavin and Gray 2016, arXiv:1509.09308, section 4.1): 16 multiplications for four outputs
 * instead of 36. Only the WASM backend has a kernel for it, of our own (`kernels/lens.ts`).
 */
import {
  engine,
  getBackend,
  getKernel,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import type { Extent } from "../tensors/weights";
import { CONVOLVE } from "./kernel-names";

/** Below, there are too few tiles for the transformed kernel to be worth reading, which is 16/9 as large. */
const FEWEST_CELLS = 256;
/** Above, the transformed kernels take too much memory. */
const MOST_CHANNELS = 512;

/** What `convolve` needs of a layer. */
export interface WinogradLayer {
  /** [16, ins, outs] */
  readonly kernel: Tensor3D;
  /** [outs] */
  readonly bias: Tensor1D;
  readonly relu: boolean;
}

/** Whether the current backend convolves so, with a 3x3 kernel from one extent to as large a one of `outs` channels, and faster. */
export function isFaster({ channels, height, width }: Extent, outs: number): boolean {
  return (
    getKernel(CONVOLVE, getBackend()) !== undefined &&
    height % 2 === 0 &&
    width % 2 === 0 &&
    height * width >= FEWEST_CELLS &&
    channels % 4 === 0 &&
    outs % 8 === 0 &&
    Math.max(channels, outs) <= MOST_CHANNELS
  );
}

/** The convolution of [B, H, W, ins] with a border of zeros, [B, H, W, outs], on a backend where `isFaster`. */
export function convolve(x: Tensor4D, { kernel, bias, relu }: WinogradLayer): Tensor4D {
  return engine().runKernel(CONVOLVE, { x, kernel, bias }, { relu });
}

/**
 * G g G^T of each kernel: [16, ins, outs].
 * @param kernel 3x3, OIHW
 */
export function transformedKernel(kernel: Float32Array, outs: number, ins: number): Float32Array {
  const made = new Float32Array(16 * ins * outs);
  const place = ins * outs;
  const rows = new Float64Array(12);
  const column = new Float64Array(4);
  for (let o = 0; o < outs; o++) {
    for (let i = 0; i < ins; i++) {
      const at = (o * ins + i) * 9;
      for (let c = 0; c < 3; c++) {
        spread(kernel[at + c], kernel[at + 3 + c], kernel[at + 6 + c], column);
        for (let r = 0; r < 4; r++) rows[r * 3 + c] = column[r];
      }
      for (let r = 0; r < 4; r++) {
        spread(rows[r * 3], rows[r * 3 + 1], rows[r * 3 + 2], column);
        for (let c = 0; c < 4; c++) made[(r * 4 + c) * place + i * outs + o] = column[c];
      }
    }
  }
  return made;
}

/** G times three numbers. */
function spread(a: number, b: number, c: number, to: Float64Array): void {
  to[0] = a;
  to[1] = (a + b + c) / 2;
  to[2] = (a - b + c) / 2;
  to[3] = c;
}
