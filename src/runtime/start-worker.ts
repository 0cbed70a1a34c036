import { LensError } from "../model/errors";
import { trustedScript } from "../model/trusted-script";
import { type Ending, ending } from "./ending";
import { watchLifeline } from "./lifeline";

/**
 * Starts a module worker from its address. A browser starts none from another origin, as where a page elsewhere uses the element
 * of this site; there a few bytes of the page's own import it, for which its host must allow cross-origin reading.
 */
export function startWorker(address: string): Worker {
  const url = new URL(address, import.meta.url);
  if (url.origin === self.location.origin) return new Worker(trustedScript(url), { type: "module" });
  const own = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" }),
  );
  const worker = new Worker(trustedScript(new URL(own)), { type: "module" });
  // Its first message says that it has been read.
  worker.addEventListener("message", () => URL.revokeObjectURL(own), { once: true });
  return worker;
}

/** A worker, and the end that it may come to. */
export interface Watched {
  /** Told when the worker itself breaks or ends, for which Comlink alone would wait for ever; not by `terminate`. */
  readonly loss: Ending;
  /** Ends the worker. What it was asked for is never answered. */
  terminate(): void;
}

/**
 * Watches a worker that holds its lifeline.
 * @param faultOf the error for what is said of its end; `worker-lost` where absent
 */
export function watched(
  worker: Worker,
  faultOf = (reason: string) => new LensError("worker-lost", { reason }),
): Watched {
  const loss = ending();
  let over = false;
  const tell = (reason: string) => {
    if (!over) loss.tell(faultOf(reason));
  };
  worker.addEventListener("error", ({ message }) => tell(message || "its worker could not be loaded"));
  watchLifeline(worker, () => tell("its worker ended without a word"));
  return {
    loss,
    terminate() {
      over = true;
      worker.terminate();
    },
  };
}
