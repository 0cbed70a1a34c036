/** Operations of our own on TensorFlow.js's WebGPU backend. */
import { getKernel, type KernelFunc, registerKernel } from "@tensorflow/tfjs-core";
import { ATTEND } from "./kernel-names";
import { attend } from "./webgpu-attend";

/** Registers them, once the backend's code has come; again does nothing. */
export function registerWebgpuKernels(): void {
  if (getKernel(ATTEND, "webgpu")) return;
  registerKernel({
    kernelName: ATTEND,
    backendName: "webgpu",
    kernelFunc: attend as unknown as KernelFunc,
  });
}
