/** A page with a field for a file and a worker that opens it, for `scripts/big-checkpoint.ts`. */
import type { Told, Work } from "./importing.worker";

export interface Ran {
  /** From the worker's start of the work to its end. */
  readonly ms: number;
  /** Numbers of the tensors that it has in the end, in bytes. */
  readonly bytes: number;
  readonly progress: { readonly times: number; readonly last: number };
}

declare global {
  interface Window {
    /** Runs one piece of work on the chosen file, in a worker of its own. */
    runImport(work: Work): Promise<Ran>;
  }
}

window.runImport = (work) => {
  const file = document.querySelector("input")?.files?.[0];
  if (!file) throw new Error("no file was chosen");
  const worker = new Worker(new URL("./importing.worker.ts", import.meta.url), { type: "module" });
  const progress = { times: 0, last: 0 };
  return new Promise<Ran>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === "progress") {
        progress.times++;
        progress.last = data.loaded;
      } else if (data.kind === "failed") reject(new Error(data.reason));
      else resolve({ ms: data.ms, bytes: data.bytes, progress });
    };
    worker.postMessage({ work, file });
  }).finally(() => worker.terminate());
};
