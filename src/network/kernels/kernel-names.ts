/** Names of our own kernels (`wasm-kernels.ts`, `webgpu-kernels.ts`), apart from them: they are loaded with their backends alone. */
export const INTERLEAVE_ROWS = "LensInterleaveRows";
export const ADD_DOUBLED = "LensAddDoubled";
export const CONVOLVE = "LensConvolve";
export const CONVOLVE_UPSAMPLED = "LensConvolveUpsampled";
export const ATTEND = "LensAttend";
