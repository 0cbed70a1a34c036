/** onnxruntime-web in a worker, as the engine is in one. Its module is fetched by address: no build holds it. */
import type { InferenceSession, Tensor } from "onnxruntime-web";

type Runtime = typeof import("onnxruntime-web");

/** What the page sends: where to find all, and then latents. */
export type ToOnnx = { readonly folder: string; readonly model: string } | Float32Array;

let runtime: Runtime | undefined;
let session: InferenceSession | undefined;

/** All outputs, the image first; none when it has opened. */
async function answer(message: ToOnnx): Promise<Float32Array[]> {
  if (!(message instanceof Float32Array)) {
    const { folder, model } = message;
    runtime = (await import(/* @vite-ignore */ `${folder}ort.wasm.min.mjs`)) as Runtime;
    runtime.env.wasm.numThreads = 1;
    runtime.env.wasm.wasmPaths = folder;
    const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" } as const;
    session = await runtime.InferenceSession.create(model, options);
    return [];
  }
  if (!runtime || !session) throw new Error("open an ONNX file first");
  const z = new runtime.Tensor("float32", message, [1, message.length]);
  const outputs: Record<string, Tensor> = await session.run({ z });
  return Promise.all(
    session.outputNames.map(async (name) => (await outputs[name].getData()) as Float32Array),
  );
}

self.onmessage = async ({ data }: MessageEvent<ToOnnx>) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    self.postMessage(String(error));
  }
};
