import * as Comlink from "comlink";

/**
 * In a worker: ends a listener that the page passed along with a request. Else the page keeps it, and all that it refers to, until garbage
 * is collected in the worker, which may be never.
 */
export function release(listener: (share: number) => void): void {
  (listener as Comlink.Remote<typeof listener>)[Comlink.releaseProxy]();
}
