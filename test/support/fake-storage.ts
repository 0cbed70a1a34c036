/** Cache Storage and local storage of a test's own, as far as the lens uses them. */
import { vi } from "vitest";

export interface FakeStorage {
  /** Names of the caches. */
  readonly caches: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  readonly local: ReadonlyMap<string, string>;
  /** Bytes in all caches. */
  total(): number;
  /** From now on nothing more can be stored in the caches. */
  fill(): void;
}

/** Stands in for `caches` and `localStorage` until `vi.unstubAllGlobals`. */
export function stubStorage(origin = "https://lens.example/"): FakeStorage {
  const all = new Map<string, Map<string, Uint8Array>>();
  const local = new Map<string, string>();
  const headers = new Map<string, Headers>();
  let isFull = false;
  const href = (request: RequestInfo | URL) =>
    new URL(request instanceof Request ? request.url : request, origin).href;
  const cacheOf = (files: Map<string, Uint8Array>) => ({
    keys: async () => [...files.keys()].map((url) => new Request(url)),
    match: async (request: RequestInfo | URL) => {
      const bytes = files.get(href(request));
      return bytes && new Response(Uint8Array.from(bytes), { headers: headers.get(href(request)) ?? {} });
    },
    put: async (request: RequestInfo | URL, response: Response) => {
      if (isFull) throw new DOMException("no space is left", "QuotaExceededError");
      headers.set(href(request), response.headers);
      files.set(href(request), new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (request: RequestInfo | URL) => files.delete(href(request)),
  });
  vi.stubGlobal("caches", {
    has: async (name: string) => all.has(name),
    open: async (name: string) => {
      const files = all.get(name) ?? new Map<string, Uint8Array>();
      all.set(name, files);
      return cacheOf(files);
    },
  });
  // No locks: Node 20 has no `navigator` at all.
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => local.get(key) ?? null,
    setItem: (key: string, value: string) => void local.set(key, value),
    removeItem: (key: string) => void local.delete(key),
  });
  return {
    caches: all,
    local,
    fill: () => {
      isFull = true;
    },
    total: () =>
      [...all.values()].flatMap((files) => [...files.values()]).reduce((sum, { length }) => sum + length, 0),
  };
}
