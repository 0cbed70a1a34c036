/**
 * Operations of our own on TensorFlow.js's WASM backend. One moves numbers within the backend's memory once, where TensorFlow.js's own
 * operations move them several times (`grid-moves.ts`); the others are compiled (`compiled-kernels.ts`).
 */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { addDoubled, attend, convolve, convolveUpsampled, isCompiledUsable } from "./compiled-kernels";
import { ADD_DOUBLED, ATTEND, CONVOLVE, CONVOLVE_UPSAMPLED, INTERLEAVE_ROWS } from "./kernel-names";

type Kernel<Inputs> = (call: { inputs: Inputs; backend: BackendWasm }) => TensorInfo;

/**
 * Rows of `even` and `odd`, [B, H, W + 1, 2C] each, taken in turns; every row is 2(W + 1) cells of C numbers, of which the first and the
 * last are left out. [B, 2H, 2W, C]
 */
const interleaveRows: Kernel<{ even: TensorInfo; odd: TensorInfo }> = ({
  inputs: { even, odd },
  backend,
}) => {
  const [images, height, places, both] = even.shape;
  const channels = both / 2;
  const made = backend.makeOutput([images, 2 * height, 2 * (places - 1), channels], "float32");
  // Views only once the memory has grown for the output.
  const to = backend.typedArrayFromHeap(made) as Float32Array;
  const from = [even, odd].map((rows) => backend.typedArrayFromHeap(rows) as Float32Array);
  const line = places * both;
  const kept = line - 2 * channels;
  for (let row = 0; row < 2 * images * height; row++) {
    const start = (row >> 1) * line + channels;
    to.set(from[row & 1].subarray(start, start + kept), row * kept);
  }
  return made;
};

/** Registers them, once the backend's code has come; again does nothing. */
export function registerWasmKernels(): void {
  if (getKernel(INTERLEAVE_ROWS, "wasm")) return;
  const kernels = {
    [INTERLEAVE_ROWS]: interleaveRows,
    // Browsers without SIMD get TensorFlow.js's own operations.
    ...(isCompiledUsable() && {
      [CONVOLVE]: convolve,
      [CONVOLVE_UPSAMPLED]: convolveUpsampled,
      [ATTEND]: attend,
      [ADD_DOUBLED]: addDoubled,
    }),
  };
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    registerKernel({ kernelName, backendName: "wasm", kernelFunc: kernel as unknown as KernelFunc });
  }
}
