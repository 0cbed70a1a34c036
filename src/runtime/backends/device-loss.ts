/** TensorFlow.js does not hear of a lost graphics device: WebGPU then waits for ever, and WebGL gives garbage without a word. */
import { backend } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { BackendName } from "../api/types";
import { type Ending, ending } from "../rpc/cancellation";

/** The parts of the two backends that know their device. */
interface WithDevice {
  readonly device?: { readonly lost: Promise<unknown> };
  readonly gpgpu?: { readonly gl: WebGLRenderingContext };
}

/** A call may fail of a lost device before the browser tells of the loss. */
const MOMENT_MS = 300;

export interface Device {
  /** Told `device-lost` once the device is gone; never on a processor. */
  readonly loss: Ending;
  /**
   * What some work on the device gives.
   * @throws LensError `device-lost` where the device went meanwhile, whatever the work itself gave or threw; `worker-lost` where
   * WebAssembly broke, which does not run again in this worker; else what the work throws
   */
  run<T>(work: () => T | Promise<T>): Promise<T>;
}

/** What the current backend computes on. */
export function currentDevice(name: BackendName): Device {
  const { device, gpgpu } = backend() as WithDevice;
  const loss = ending();
  const lost = new LensError("device-lost", { backend: name });
  const tell = () => loss.tell(lost);
  void device?.lost.then(tell);
  gpgpu?.gl.canvas.addEventListener("webglcontextlost", tell);
  // What is read from a lost context is all zeros, before anything tells of the loss.
  const isGone = () => gpgpu?.gl.isContextLost() ?? false;

  async function run<T>(work: () => T | Promise<T>): Promise<T> {
    let made: T;
    try {
      made = await loss.unless((async () => work())());
    } catch (error) {
      if (isGone()) throw lost;
      if (error instanceof LensError) throw error;
      if (error instanceof WebAssembly.RuntimeError) {
        throw new LensError("worker-lost", { reason: error.message });
      }
      if (device) await loss.unless(new Promise((resolve) => setTimeout(resolve, MOMENT_MS)));
      throw error;
    }
    if (isGone()) throw lost;
    return made;
  }
  return { loss, run };
}
