import { trustedScript } from "../../model/trusted-script";

/**
 * Starts a module worker. A browser starts none from another origin, as where a page elsewhere uses the element
 * of this site, or in a frame whose sandbox gives the page an origin of its own, whatever its address; there a few bytes of the page's own
 * import it, for which its host must allow cross-origin reading.
 */
export function startWorker(address: string, name?: string): Worker {
  const url = new URL(address, self.location.href);
  const named = name !== undefined && { name };
  if (url.origin === self.origin) return new Worker(trustedScript(url), { type: "module", ...named });
  // In a sandbox (origin "null") Chromium reads no module from a blob, but a classic script, which may import one.
  const isSandboxed = self.origin === "null";
  const code = isSandboxed ? importingScript(url) : `import ${JSON.stringify(url.href)};`;
  const own = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(trustedScript(new URL(own)), {
    type: isSandboxed ? "classic" : "module",
    ...named,
  });
  // Its first message says that it has been read.
  worker.addEventListener("message", () => URL.revokeObjectURL(own), { once: true });
  return worker;
}

/** A classic script that imports a module. A classic worker gets its messages at once: those that come before the module are handed on to it. */
function importingScript(module: URL): string {
  return `const early = [];
const hold = (event) => { early.push(event); };
addEventListener("message", hold);
import(${JSON.stringify(module.href)}).then(
  () => {
    removeEventListener("message", hold);
    for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
  },
  (error) => setTimeout(() => { throw error; }),
);`;
}
