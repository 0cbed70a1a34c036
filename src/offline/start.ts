/** When a page begins to keep itself for use without a network: late, so that the first visit is no slower. */

/** A browser without `requestIdleCallback` is given this long. */
const LATER_MS = 1000;

/**
 * Starts once the page has loaded and `ready` has resolved. Not inside a frame, where the page around it decides.
 * @param ready what a person waits for
 */
export async function startOffline(ready: Promise<unknown>): Promise<void> {
  if (window.parent !== window) return;
  await ready.catch(() => undefined);
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  await new Promise<void>((resolve) => {
    if (window.requestIdleCallback) window.requestIdleCallback(() => resolve());
    else setTimeout(resolve, LATER_MS);
  });
  // What cannot be loaded now is not needed now.
  await import("./keep").then(({ keepForOffline }) => keepForOffline()).catch(() => undefined);
}
