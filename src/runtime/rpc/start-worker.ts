import type { Endpoint } from "comlink";
import { LensError } from "../../model/errors";
import { trustedScript } from "../../model/trusted-script";
import { type Ending, ending } from "./cancellation";
import { watchLifeline } from "./worker-lifetime";

/**
 * Starts a module worker from its address. A browser starts none from another origin, as where a page elsewhere uses the element
 * of this site; there a few bytes of the page's own import it, for which its host must allow cross-origin reading.
 */
function startWorker(address: string): Worker {
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
  /** What Comlink talks to in the worker's place. */
  readonly endpoint: Endpoint;
  /** Told when the worker itself breaks or ends, for which Comlink alone would wait for ever; not by `terminate`. */
  readonly loss: Ending;
  /** Ends the worker. What it was asked for is never answered. */
  terminate(): void;
}

/** A worker whose code has not come by then never will, as for an engine's. Milliseconds. */
const FIRST_WORD_MS = 20_000;

export interface WatchedOptions {
  /** The error for what is said of its end; `worker-lost` where absent. */
  readonly faultOf?: (reason: string) => LensError;
  /** How long its first word may take, in milliseconds awake; infinite where its start has time limits of its own. */
  readonly handshake?: number;
}

/** Starts a module worker that holds its lifeline, from the address that a build gives it. */
export function startWatched(
  address: string,
  { faultOf, handshake = FIRST_WORD_MS }: WatchedOptions = {},
): Watched {
  const worker = startWorker(address);
  const loss = ending();
  const over = new AbortController();
  const { signal } = over;
  const tell = (reason: string) => {
    if (!signal.aborted) loss.tell(faultOf?.(reason) ?? new LensError("worker-lost", { reason }));
  };
  worker.addEventListener("error", ({ message }) => tell(message || "its worker could not be loaded"), {
    signal,
  });
  watchLifeline(worker, {
    onEnd: () => tell("its worker ended without a word"),
    onSilence: () => tell("its worker did not begin"),
    limit: handshake,
    signal,
  });
  return {
    endpoint: endpointOf(worker, signal),
    loss,
    terminate() {
      // With a reason of its own: the error that a browser makes up else keeps the stack, and all that the caller saw.
      over.abort("let go");
      worker.terminate();
    },
  };
}

/**
 * A worker that releases its listeners in the end. Comlink holds what it talks to until its proxy is collected; with the listeners, an
 * ended worker would lead back to the proxy through the calls that it never answered, and both would stay for ever.
 */
function endpointOf(worker: Worker, signal: AbortSignal): Endpoint {
  return {
    postMessage: (message, transfer = []) => worker.postMessage(message, transfer),
    addEventListener: (type, listener) => worker.addEventListener(type, listener, { signal }),
    removeEventListener: (type, listener) => worker.removeEventListener(type, listener),
  };
}
