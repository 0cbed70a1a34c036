/**
 * Operations of our own on TensorFlow.js's WASM backend. Two move numbers within the backend's memory once, where TensorFlow.js's own
 * operations move them several times (`grid-moves.ts`); one is a faster convolution (`winograd.ts`).
 */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { CONVOLVE_CODE } from "./convolve-code";
import { ADD_DOUBLED, CONVOLVE, INTERLEAVE_ROWS } from "./kernel-names";

type Kernel<Inputs, Attributes = unknown> = (call: {
  inputs: Inputs;
  attrs: Attributes;
  backend: BackendWasm;
}) => TensorInfo;

/** Most tiles that `kernels/convolve.ts` works on together. */
const TILES = 32;
type Convolve = (...values: number[]) => void;
const instances = new WeakMap<BackendWasm, Convolve>();

/**
 * Rows of `even` and `odd`, [B, H, W + 1, 2C] each, taken in turns; every row is 2(W + 1) cells of C numbers, of which the first and the
 * last are left out. [B, 2H, 2W, C]
 */
const interleaveRows: Kernel<{ even: TensorInfo; odd: TensorInfo }> = ({
  inputs: { even, odd },
  backend,
}) => {
  const [pictures, height, places, both] = even.shape;
  const channels = both / 2;
  const made = backend.makeOutput([pictures, 2 * height, 2 * (places - 1), channels], "float32");
  // Views only once the memory has grown for the output.
  const to = backend.typedArrayFromHeap(made) as Float32Array;
  const from = [even, odd].map((rows) => backend.typedArrayFromHeap(rows) as Float32Array);
  const line = places * both;
  const kept = line - 2 * channels;
  for (let row = 0; row < 2 * pictures * height; row++) {
    const start = (row >> 1) * line + channels;
    to.set(from[row & 1].subarray(start, start + kept), row * kept);
  }
  return made;
};

/** large + small, each cell of `small` standing for 2x2 of `large`. [B, 2H, 2W, C] */
const addDoubled: Kernel<{ large: TensorInfo; small: TensorInfo }> = ({
  inputs: { large, small },
  backend,
}) => {
  const made = backend.makeOutput(large.shape, "float32");
  const to = backend.typedArrayFromHeap(made) as Float32Array;
  const a = backend.typedArrayFromHeap(large) as Float32Array;
  const b = backend.typedArrayFromHeap(small) as Float32Array;
  const [pictures, height, width, channels] = small.shape;
  let at = 0;
  for (let row = 0; row < 2 * pictures * height; row++) {
    for (let cell = 0; cell < width; cell++) {
      const start = ((row >> 1) * width + cell) * channels;
      for (let again = 0; again < 2; again++) {
        for (let c = 0; c < channels; c++, at++) to[at] = a[at] + b[start + c];
      }
    }
  }
  return made;
};

/** `convolve` of the compiled module, on the backend's own memory. */
function convolveOn(backend: BackendWasm): Convolve {
  const known = instances.get(backend);
  if (known) return known;
  // Emscripten's module has its exports here; TensorFlow.js's types leave it out.
  const { memory } = (backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(codeBytes()), { env: { memory } });
  const made = exports.convolve as Convolve;
  instances.set(backend, made);
  return made;
}

function codeBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(CONVOLVE_CODE), (letter) => letter.charCodeAt(0));
}

/** See `convolve` in `winograd.ts`. */
const convolve: Kernel<{ x: TensorInfo; kernel: TensorInfo; bias: TensorInfo }, { relu: boolean }> = ({
  inputs: { x, kernel, bias },
  attrs: { relu },
  backend,
}) => {
  const [pictures, height, width, ins] = x.shape;
  const [, , outs] = kernel.shape;
  const made = backend.makeOutput([pictures, height, width, outs], "float32");
  const bordered = backend.makeOutput([height + 2, width + 2, ins], "float32");
  const scratch = backend.makeOutput([16, TILES, ins + outs], "float32");
  const addressOf = (info: TensorInfo) => backend.typedArrayFromHeap(info).byteOffset;
  const from = backend.typedArrayFromHeap(x) as Float32Array;
  const within = backend.typedArrayFromHeap(bordered) as Float32Array;
  const run = convolveOn(backend);
  const line = (width + 2) * ins;
  within.fill(0);
  for (let picture = 0; picture < pictures; picture++) {
    for (let row = 0; row < height; row++) {
      const start = (picture * height + row) * width * ins;
      within.set(from.subarray(start, start + width * ins), (row + 1) * line + ins);
    }
    run(
      addressOf(bordered),
      addressOf(kernel),
      addressOf(bias),
      addressOf(made) + picture * height * width * outs * Float32Array.BYTES_PER_ELEMENT,
      addressOf(scratch),
      height,
      width,
      ins,
      outs,
      relu ? 0 : Number.NEGATIVE_INFINITY,
    );
  }
  backend.disposeData(bordered.dataId);
  backend.disposeData(scratch.dataId);
  return made;
};

/** Registers them, once the backend's code has come; again does nothing. */
export function registerWasmKernels(): void {
  if (getKernel(INTERLEAVE_ROWS, "wasm")) return;
  const kernels = {
    [INTERLEAVE_ROWS]: interleaveRows,
    [ADD_DOUBLED]: addDoubled,
    // Browsers without SIMD get TensorFlow.js's own convolution.
    ...(WebAssembly.validate(codeBytes()) && { [CONVOLVE]: convolve }),
  };
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    registerKernel({ kernelName, backendName: "wasm", kernelFunc: kernel as unknown as KernelFunc });
  }
}
