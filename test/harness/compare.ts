/** The same generator in onnxruntime-web, on WebAssembly and one thread, in a worker. */
import type { ToOnnx } from "./onnx.worker";

/** One image of a runtime. */
export interface TimedPicture {
  readonly ms: number;
  /** In the runtime's own order of axes. */
  readonly image: number[];
}

let worker: Worker | undefined;

function ask(message: ToOnnx): Promise<Float32Array[]> {
  return new Promise((resolve, reject) => {
    worker ??= new Worker(new URL("./onnx.worker.ts", import.meta.url), { type: "module" });
    worker.onerror = ({ message: words }) => reject(new Error(words));
    worker.onmessage = ({ data }: MessageEvent<Float32Array[] | string>) => {
      if (typeof data === "string") reject(new Error(data));
      else resolve(data);
    };
    worker.postMessage(message);
  });
}

export const compare = {
  /**
   * @param folder address of onnxruntime-web's files
   * @param model address of the ONNX file
   */
  async openOnnx(folder: string, model: string): Promise<void> {
    await ask({ folder, model });
  },

  /** One image, from the request to the answer from the worker, with all outputs. */
  async timeOnnx(z: number[]): Promise<TimedPicture> {
    const latent = new Float32Array(z);
    const start = performance.now();
    const [image] = await ask(latent);
    return { ms: performance.now() - start, image: Array.from(image) };
  },
};
