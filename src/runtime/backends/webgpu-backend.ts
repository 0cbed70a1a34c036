/** TensorFlow.js on WebGPU; a chunk of its own, loaded only when it is wanted. */

/** Registers the backend; it is not yet the current one. */
export async function loadWebgpu(): Promise<void> {
  const [{ registerWebgpuKernels }] = await Promise.all([
    import("../../network/kernels/webgpu-kernels"),
    import("@tensorflow/tfjs-backend-webgpu"),
  ]);
  registerWebgpuKernels();
}
