/** What pages send to the service worker. The names of the first two are Workbox's. */
export type WorkerMessage =
  /** The waiting version takes over. */
  | { readonly type: "SKIP_WAITING" }
  /** Files that came before there was a service worker, by their addresses. */
  | { readonly type: "CACHE_URLS"; readonly payload: { readonly urlsToCache: readonly string[] } }
  /** A page has started: what only earlier versions needed may go, if no other page is open. */
  | { readonly type: "TIDY" };
