/** The compiled kernels (`kernels/lens.ts`) as kernels of TensorFlow.js's WASM backend, on its memory. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { KERNEL_CODE, RELAXED_KERNEL_CODE } from "./kernel-code";

/** Most tiles that the convolution works on together, and rows of beta that attention does. */
const TILES = 32;
const ROWS = 4;

interface Exports extends WebAssembly.Exports {
  readonly convolve: (...values: number[]) => void;
  readonly convolveUpsampled: (...values: number[]) => void;
  readonly attend: (...values: number[]) => void;
  readonly addDoubled: (...values: number[]) => void;
}

/** By the backend's own module: TensorFlow.js holds on to the backend after it has ended. */
const instances = new WeakMap<object, Exports>();

/** Whether this browser runs them: they need SIMD. */
export function isCompiledUsable(): boolean {
  return usableCode() !== undefined;
}

/** The module for this browser: with relaxed SIMD where it has that, `undefined` where it has no SIMD at all. */
function usableCode(): Uint8Array<ArrayBuffer> | undefined {
  const builds = [RELAXED_KERNEL_CODE, KERNEL_CODE].map((code) =>
    Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0)),
  );
  return builds.find((bytes) => WebAssembly.validate(bytes));
}

/** The compiled module on the backend's own memory. */
function exportsOn(backend: BackendWasm): Exports {
  const known = instances.get(backend.wasm);
  if (known) return known;
  // Emscripten's module has its exports here; TensorFlow.js's types leave it out.
  const { memory } = (backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm;
  const code = usableCode();
  if (!code) throw new Error("this browser has no SIMD");
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  instances.set(backend.wasm, exports as Exports);
  return exports as Exports;
}

const numbersOf = (backend: BackendWasm, info: TensorInfo) =>
  backend.typedArrayFromHeap(info) as Float32Array;

/** Calls with each image of [B, H, W, C] in turn, with a border of zeros, [H + 2, W + 2, C]: its number and the bordered one's address. */
function eachBordered(
  backend: BackendWasm,
  x: TensorInfo,
  bordered: TensorInfo,
  call: (image: number, address: number) => void,
): void {
  const [images, height, width, channels] = x.shape;
  const from = numbersOf(backend, x);
  const within = numbersOf(backend, bordered);
  const line = (width + 2) * channels;
  within.fill(0);
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < height; row++) {
      const start = (image * height + row) * width * channels;
      within.set(from.subarray(start, start + width * channels), (row + 1) * line + channels);
    }
    call(image, within.byteOffset);
  }
}

/** Least value of an output: that of the ReLU that follows, or none. */
const lowestWith = (relu: boolean) => (relu ? 0 : Number.NEGATIVE_INFINITY);

/** A convolution on the backend, with a ReLU after it or without. */
interface Convolution {
  readonly inputs: { readonly x: TensorInfo; readonly kernel: TensorInfo; readonly bias: TensorInfo };
  readonly attrs: { readonly relu: boolean };
  readonly backend: BackendWasm;
}

/** See `convolve` in `winograd.ts`. */
export function convolve({ inputs: { x, kernel, bias }, attrs: { relu }, backend }: Convolution): TensorInfo {
  const [images, height, width, ins] = x.shape;
  const [, , outs] = kernel.shape;
  const made = backend.makeOutput([images, height, width, outs], "float32");
  const bordered = backend.makeOutput([height + 2, width + 2, ins], "float32");
  const scratch = backend.makeOutput([16, TILES, ins + outs], "float32");
  // Views and addresses only once the memory has grown for all of them.
  const addressOf = (info: TensorInfo) => numbersOf(backend, info).byteOffset;
  eachBordered(backend, x, bordered, (image, address) =>
    exportsOn(backend).convolve(
      address,
      addressOf(kernel),
      addressOf(bias),
      addressOf(made) + image * height * width * outs * Float32Array.BYTES_PER_ELEMENT,
      addressOf(scratch),
      height,
      width,
      ins,
      outs,
      lowestWith(relu),
    ),
  );
  for (const { dataId } of [bordered, scratch]) backend.disposeData(dataId);
  return made;
}

/** See `buildUpsampledConv` in `upsampled-conv.ts`. */
export function convolveUpsampled({
  inputs: { x, kernel, bias },
  attrs: { relu },
  backend,
}: Convolution): TensorInfo {
  const [images, height, width, ins] = x.shape;
  const [outs] = bias.shape;
  const made = backend.makeOutput([images, 2 * height, 2 * width, outs], "float32");
  const bordered = backend.makeOutput([height + 2, width + 2, ins], "float32");
  // Views and addresses only once the memory has grown for all of them.
  const [kernelAt, biasAt, madeAt] = [kernel, bias, made].map((info) => numbersOf(backend, info).byteOffset);
  const bytes = 4 * height * width * outs * Float32Array.BYTES_PER_ELEMENT;
  eachBordered(backend, x, bordered, (image, address) =>
    exportsOn(backend).convolveUpsampled(
      address,
      kernelAt,
      biasAt,
      madeAt + image * bytes,
      height,
      width,
      ins,
      outs,
      lowestWith(relu),
    ),
  );
  backend.disposeData(bordered.dataId);
  return made;
}

/** See `attended` in `read-values.ts`. Gives what was read, [N, c], and the largest entry of beta, [1]. */
export function attend({
  inputs: { queries, keys, values, mask },
  backend,
}: {
  inputs: { queries: TensorInfo; keys: TensorInfo; values: TensorInfo; mask: TensorInfo };
  backend: BackendWasm;
}): TensorInfo[] {
  const [n, d] = queries.shape;
  const [m, c] = values.shape;
  const read = backend.makeOutput([n, c], "float32");
  const largest = backend.makeOutput([1], "float32");
  const scratch = backend.makeOutput([ROWS, m], "float32");
  const addresses = [queries, keys, values, mask, read, largest, scratch].map(
    (info) => numbersOf(backend, info).byteOffset,
  );
  exportsOn(backend).attend(...addresses, n, m, d, c);
  backend.disposeData(scratch.dataId);
  return [read, largest];
}

/** See `addDoubled` in `grid-moves.ts`. */
export function addDoubled({
  inputs: { large, small },
  backend,
}: {
  inputs: { large: TensorInfo; small: TensorInfo };
  backend: BackendWasm;
}): TensorInfo {
  const made = backend.makeOutput(large.shape, "float32");
  const [images, height, width, channels] = large.shape;
  const addresses = [large, small, made].map((info) => numbersOf(backend, info).byteOffset);
  // Images follow each other as rows do.
  exportsOn(backend).addDoubled(...addresses, images * height, width, channels);
  return made;
}
