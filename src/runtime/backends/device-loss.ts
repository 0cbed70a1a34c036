/** TensorFlow.js does not notice a lost graphics device: WebGPU then never answers, and WebGL silently gives garbage. */
import { backend } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { BackendName } from "../api/types";
import { type Cancellation, createCancellation } from "../rpc/cancellation";

/** The parts of the two backends that know their device. */
interface WithDevice {
  readonly device?: { readonly lost: Promise<unknown> };
  readonly gpgpu?: { readonly gl: WebGLRenderingContext };
}

/** A call may fail because of a lost device before the browser reports the loss. */
const MOMENT_MS = 300;

export interface Device {
  /** Cancelled with `device-lost` once the device is gone; never on a processor. */
  readonly loss: Cancellation;
  /**
   * What some work on the device gives.
   * @throws LensError `device-lost` where the device was lost meanwhile, whatever the work itself gave or threw; `worker-lost` where
   * WebAssembly broke, which does not run again in this worker; else what the work throws
   */
  run<T>(work: () => T | Promise<T>): Promise<T>;
}

/** What the current backend computes on. */
export function currentDevice(name: BackendName): Device {
  const { device, gpgpu } = backend() as WithDevice;
  const loss = createCancellation();
  const lost = new LensError("device-lost", { backend: name });
  const report = () => loss.cancel(lost);
  void device?.lost.then(report);
  gpgpu?.gl.canvas.addEventListener("webglcontextlost", report);
  // What is read from a lost context is all zeros, before any event reports the loss.
  const isGone = () => gpgpu?.gl.isContextLost() ?? false;

  async function run<T>(work: () => T | Promise<T>): Promise<T> {
    let made: T;
    try {
      made = await loss.guard((async () => work())());
    } catch (error) {
      if (isGone()) throw lost;
      if (error instanceof LensError) throw error;
      if (error instanceof WebAssembly.RuntimeError) {
        throw new LensError("worker-lost", { reason: error.message });
      }
      if (device) await loss.guard(new Promise((resolve) => setTimeout(resolve, MOMENT_MS)));
      throw error;
    }
    if (isGone()) throw lost;
    return made;
  }
  return { loss, run };
}
