import { LensError } from "../model/errors";

/**
 * Starts a module worker from its address. A browser starts none from another origin, as where a page elsewhere uses the element
 * of this site; there a few bytes of the page's own import it, for which its host must allow cross-origin reading.
 */
export function startWorker(address: string): Worker {
  const url = new URL(address, import.meta.url);
  if (url.origin === self.location.origin) return new Worker(url, { type: "module" });
  const own = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" }),
  );
  const worker = new Worker(own, { type: "module" });
  // Its first message says that it has been read.
  worker.addEventListener("message", () => URL.revokeObjectURL(own), { once: true });
  return worker;
}

/**
 * Rejects when a worker itself breaks, for which Comlink alone would wait for ever.
 * @param faultOf the error for what the browser says of it; `engine-failed` where absent
 */
export function broken(
  worker: Worker,
  faultOf = (reason: string) => new LensError("engine-failed", { reason }),
): Promise<never> {
  const breaking = new Promise<never>((_, reject) => {
    worker.addEventListener("error", ({ message }) =>
      reject(faultOf(message || "its worker could not be loaded")),
    );
  });
  // Heard by whichever call is under way; none may be.
  breaking.catch(() => undefined);
  return breaking;
}
