import { trustedScript } from "../../model/trusted-script";

/**
 * Starts a module worker. A browser starts none from another origin, as where a page elsewhere uses the element
 * of this site, or in a frame whose sandbox gives the page an origin of its own, whatever its address; there a few bytes of the page's own
 * import it, for which its host must allow cross-origin reading.
 */
export function startWorker(address: string, name?: string): Worker {
  const url = new URL(address, self.location.href);
  const options: WorkerOptions = { type: "module", ...(name !== undefined && { name }) };
  if (url.origin === self.origin) return new Worker(trustedScript(url), options);
  const own = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" }),
  );
  const worker = new Worker(trustedScript(new URL(own)), options);
  // Its first message says that it has been read.
  worker.addEventListener("message", () => URL.revokeObjectURL(own), { once: true });
  return worker;
}
