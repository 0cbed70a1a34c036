/** A page's side of working without a network: the service worker is registered, and what it has to say is told. */
import { Workbox } from "workbox-window";
import { trustedScript } from "../model/trusted-script";
import { type Bar, makeBar } from "./bar";
import type { WorkerMessage } from "./messages";

/** Keeps this site for use without a network, from now on. Where the browser allows none of it, nothing happens. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { controller } = navigator.serviceWorker;
  const bar = makeBar();
  if (controller) followNetwork(bar);
  try {
    // A string to all browsers but those with Trusted Types.
    const workbox = new Workbox(trustedScript(new URL("sw.js", document.baseURI)) as never);
    workbox.addEventListener("waiting", () => bar.offerUpdate(() => useWaiting(workbox)));
    await workbox.register({ immediate: true });
    const { active } = await navigator.serviceWorker.ready;
    const tell = (message: WorkerMessage) => active?.postMessage(message);
    if (controller) tell({ type: "TIDY" });
    else tell({ type: "CACHE_URLS", payload: { urlsToCache: fetchedSoFar() } });
  } catch {
    // Storage is blocked or full, or the site is served without encryption: it works as it did, with a network.
  }
}

/** The waiting version takes over, and this page begins again with it; pages beside it go on as they are. */
function useWaiting(workbox: Workbox): void {
  workbox.addEventListener("controlling", () => window.location.reload());
  workbox.messageSkipWaiting();
}

/** Files of this site that came before there was a service worker. It decides which of them it keeps. */
function fetchedSoFar(): string[] {
  const folder = new URL("./", document.baseURI).href;
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return [...new Set(names)].filter((name) => name.startsWith(folder));
}

/** Says when there is no network, once, and takes it back when there is one again. */
function followNetwork(bar: Bar): void {
  window.addEventListener("offline", bar.sayOffline);
  window.addEventListener("online", bar.takeBackOffline);
  if (!navigator.onLine) bar.sayOffline();
}
