/** What runs in the measured page. Each function stands alone: it is sent there as its text. */

declare global {
  interface Window {
    lensWatch: {
      /** Measures from the next choice of a file on; nothing of the page is asked from outside meanwhile. */
      onFile(): void;
      /** Settles once the model chosen is on show. */
      readonly opened: Promise<{ readonly ms: number; readonly longestGapMs: number }>;
      /** Types a seed; milliseconds until its image is there. */
      seed(value: number): Promise<number>;
    };
  }
}

/** Installs `window.lensWatch`. */
export function installWatch(): void {
  const TICK_MS = 4;
  const byTestId = (id: string) => document.querySelector(`[data-testid="${id}"]`);
  const isSettled = () => byTestId("stage")?.getAttribute("aria-busy") === "false";
  const isRunning = () =>
    byTestId("more")?.querySelector(":scope > button")?.getAttribute("data-backend") != null;
  const isOpened = () =>
    byTestId("importing")?.getAttribute("data-phase") === "open" &&
    (byTestId("model-choice") as HTMLSelectElement | null)?.value.startsWith("mine-") === true &&
    isRunning() &&
    isSettled();
  let resolve: (figures: { ms: number; longestGapMs: number }) => void = () => undefined;
  const opened = new Promise<{ ms: number; longestGapMs: number }>((done) => {
    resolve = done;
  });
  const watch = () => {
    const begun = performance.now();
    let last = begun;
    let longestGapMs = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      longestGapMs = Math.max(longestGapMs, now - last - TICK_MS);
      last = now;
      const phase = byTestId("importing")?.getAttribute("data-phase");
      if (!isOpened() && phase !== "failed") return;
      clearInterval(timer);
      resolve({ ms: phase === "failed" ? Number.NaN : now - begun, longestGapMs });
    }, TICK_MS);
  };
  window.lensWatch = {
    onFile: () => document.addEventListener("change", watch, { once: true, capture: true }),
    opened,
    seed: async (value) => {
      const field = document.querySelector(".seed input");
      const picture = byTestId("picture") as HTMLCanvasElement;
      const before = picture.toDataURL();
      const begun = performance.now();
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      // React listens to the value that it set itself.
      setter?.call(field, String(value));
      field?.dispatchEvent(new Event("input", { bubbles: true }));
      do await new Promise(requestAnimationFrame);
      while (picture.toDataURL() === before || !isSettled());
      return performance.now() - begun;
    },
  };
}

/** Reads the largest kept file into a WebAssembly memory, as an engine does at the least. */
export async function readKept(): Promise<{ bytes: number; ms: number }> {
  let largest: Blob | undefined;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.includes("/mine-")) continue;
      const blob = await (await cache.match(request))?.blob();
      if (blob && blob.size > (largest?.size ?? 0)) largest = blob;
    }
  }
  if (!largest) throw new Error("no model is kept");
  const SLICE = 1 << 24;
  const begun = performance.now();
  const memory = new WebAssembly.Memory({ initial: Math.ceil(largest.size / 65536) });
  for (let at = 0; at < largest.size; at += SLICE) {
    const bytes = new Uint8Array(await largest.slice(at, at + SLICE).arrayBuffer());
    new Uint8Array(memory.buffer).set(bytes, at);
  }
  return { bytes: largest.size, ms: performance.now() - begun };
}
