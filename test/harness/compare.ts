/** The same generator in onnxruntime-web, on WebAssembly and one thread. Its module is fetched by address: no build holds it. */
import type { InferenceSession, Tensor } from "onnxruntime-web";

type Runtime = typeof import("onnxruntime-web");

/** One picture of a runtime. */
export interface TimedPicture {
  readonly ms: number;
  /** In the runtime's own order of axes. */
  readonly image: number[];
}

let runtime: Runtime | undefined;
let session: InferenceSession | undefined;

export const compare = {
  /**
   * @param folder address of onnxruntime-web's files
   * @param model address of the ONNX file
   */
  async openOnnx(folder: string, model: string): Promise<void> {
    runtime = (await import(/* @vite-ignore */ `${folder}ort.wasm.min.mjs`)) as Runtime;
    runtime.env.wasm.numThreads = 1;
    runtime.env.wasm.wasmPaths = folder;
    session = await runtime.InferenceSession.create(model, {
      executionProviders: ["wasm"],
      graphOptimizationLevel: "all",
    });
  },

  /** One picture, from the call to all outputs read back. */
  async timeOnnx(z: number[]): Promise<TimedPicture> {
    if (!runtime || !session) throw new Error("open an ONNX file first");
    const latent = new Float32Array(z);
    const start = performance.now();
    const outputs: Record<string, Tensor> = await session.run({
      z: new runtime.Tensor("float32", latent, [1, latent.length]),
    });
    await Promise.all(Object.values(outputs).map((output) => output.getData()));
    const ms = performance.now() - start;
    return { ms, image: Array.from(outputs.image.data as Float32Array) };
  },
};
