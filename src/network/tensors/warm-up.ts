import {
  add,
  fused,
  image,
  matMul,
  mul,
  ones,
  reshape,
  softmax,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { convolve, isFaster } from "../kernels/winograd";

/** Enough calls for the browser to exchange its quickly compiled WebAssembly for the optimised one. */
const ROUNDS = 3;
const SIDE = 32;
const CHANNELS = 64;
const DEPTH = 8;

/** Runs a generator's operations on ones, so that the first real image does not pay for their compilation. */
export function warmUp(): void {
  for (let round = 0; round < ROUNDS; round++) {
    tidy(() => {
      const x = ones([1, SIDE, SIDE, CHANNELS]) as Tensor4D;
      const filter = ones([3, 3, CHANNELS, CHANNELS]) as Tensor4D;
      const h = fused.conv2d({ x, filter, strides: 1, pad: 1, bias: ones([CHANNELS]), activation: "relu" });
      if (isFaster({ channels: CHANNELS, height: SIDE, width: SIDE }, CHANNELS)) {
        const kernel = ones([16, CHANNELS, CHANNELS]) as Tensor3D;
        convolve(x, { kernel, bias: ones([CHANNELS]) as Tensor1D, relu: true });
      }
      image.resizeNearestNeighbor(add(mul(h, 0.5), x) as Tensor4D, [2 * SIDE, 2 * SIDE]);
      const flat = reshape(h, [SIDE * SIDE, CHANNELS]);
      const features = matMul(flat, ones([CHANNELS, DEPTH]));
      matMul(softmax(matMul(features, transpose(features))), flat);
    });
  }
}
