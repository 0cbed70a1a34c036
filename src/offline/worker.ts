/**
 * The service worker: after one visit, the site without a network. Each build's files are installed whole, beside those of the build
 * before, and are used from when a person asks for them. Weights of models are not its business: `src/model/storage/cache.ts` keeps them.
 */
import { PrecacheController, PrecacheRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { NetworkFirst } from "workbox-strategies";
import type { WorkerMessage } from "./messages";

/** What is used of a service worker's surroundings; the types for pages do not have it. */
interface Surroundings {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, hear: (event: Heard) => void): void;
}
interface Heard {
  readonly data?: WorkerMessage;
  waitUntil(work: Promise<unknown>): void;
}
const worker = self as unknown as Surroundings;

/** A slower network is not waited for, where the file is here. */
const LONGEST_WAIT_SECONDS = 4;

const files = new PrecacheController();
files.addToCacheList([...SITE_FILES]);

// One file that cannot be had, or is of another build, ends the installation; the version before stays as it is.
worker.addEventListener("install", (event) => void files.install(event as never));
// The first page of all is looked after from now on, too.
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") event.waitUntil(worker.skipWaiting());
  if (event.data?.type === "TIDY") event.waitUntil(tidy(event));
});

/** Forgets the files of earlier versions, unless another page is open that may be of one and still load a part of it. */
async function tidy(event: Heard): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await files.activate(event as never);
}

// `?lang=ko` and the like are read by the page itself.
registerRoute(new PrecacheRoute(files, { ignoreURLParametersMatching: [/./], cleanURLs: false }));

const inside = (url: URL) =>
  url.href.startsWith(worker.registration.scope) ? url.href.slice(worker.registration.scope.length) : "";

/** A part of an earlier version, asked for by a page of that version. */
registerRoute(
  ({ url }) => inside(url).startsWith("assets/"),
  async ({ request }) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request),
);

/** Manifests, stills and recorded runs that were opened. Their names stay the same from build to build, so the network is asked first. */
registerRoute(
  ({ url }) => /^(?:models\/(?:[^/]+\/)?[^/]+\.json|stills\/[^/]+|learning\/[^/]+)$/.test(inside(url)),
  new NetworkFirst({
    cacheName: `sagan-lens-seen-${worker.registration.scope}`,
    networkTimeoutSeconds: LONGEST_WAIT_SECONDS,
    matchOptions: { ignoreVary: true },
  }),
);
