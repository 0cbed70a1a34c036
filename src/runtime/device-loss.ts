/** TensorFlow.js does not hear of a lost graphics device: WebGPU then waits for ever, and WebGL gives garbage without a word. */
import { backend } from "@tensorflow/tfjs-core";
import { LensError } from "../model/errors";
import type { BackendName } from "./types";

/** The parts of the two backends that know their device. */
interface WithDevice {
  readonly device?: { readonly lost: Promise<unknown> };
  readonly gpgpu?: { readonly gl: { readonly canvas: EventTarget } };
}

/**
 * Never fulfilled; rejected with `device-lost` once the current backend's device is gone. On a processor it stays open.
 * To be raced with whatever waits for the device.
 */
export function deviceLoss(name: BackendName): Promise<never> {
  const { device, gpgpu } = backend() as WithDevice;
  const loss = new Promise<never>((_, reject) => {
    const lost = () => reject(new LensError("device-lost", { backend: name }));
    void device?.lost.then(lost);
    gpgpu?.gl.canvas.addEventListener("webglcontextlost", lost);
  });
  // Heard by whatever is under way; nothing may be.
  loss.catch(() => undefined);
  return loss;
}
