const CACHE_NAME = "sagan-lens-files-1";

/** Verified files of models, stored for the next visit by their hash. Where storage is blocked or full, nothing is stored and nothing breaks. */
export interface FileCache {
  /** The bytes stored under a SHA-256, if any. */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** Stores bytes; failing to do so is no error. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Removes what is stored under a SHA-256, if anything. */
  remove(sha256: string): Promise<void>;
  /**
   * Does `work` while no other page of this site does so for the same file: frames side by side download a model once.
   * @param work may name what must end, too, before the next one's turn
   */
  inTurn<T>(sha256: string, work: (hold: (until: Promise<void>) => void) => Promise<T>): Promise<T>;
}

const atOnce: FileCache["inTurn"] = (_, work) => work(() => undefined);
/** A page that hangs must not hold up the others. */
const LONGEST_WAIT_MS = 10_000;

/** By the browser's locks, where it has them. */
const byLock: FileCache["inTurn"] = (sha256, work) => {
  if (!navigator.locks) return work(() => undefined);
  return new Promise((resolve, reject) => {
    const turn = async () => {
      const holds: Promise<void>[] = [];
      await work((until) => holds.push(until)).then(resolve, reject);
      await Promise.all(holds);
    };
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
    navigator.locks.request(`${CACHE_NAME}:${sha256}`, { signal }, turn).catch(turn);
  });
};

/**
 * A note in local storage for each stored file. Opening Cache Storage costs a first visit 100 to 300 ms, in which the download
 * could have been under way; the note is read at once.
 */
const notes = {
  key: (sha256: string) => `${CACHE_NAME}:${sha256}`,
  /** Where local storage is blocked, the cache itself is asked. */
  mayHave(sha256: string): boolean {
    try {
      return localStorage.getItem(notes.key(sha256)) !== null;
    } catch {
      return true;
    }
  },
  remove(sha256: string): void {
    try {
      localStorage.removeItem(notes.key(sha256));
    } catch {
      // Blocked: there is none.
    }
  },
  set(sha256: string): void {
    try {
      localStorage.setItem(notes.key(sha256), "kept");
    } catch {
      // Blocked or full: `mayHave` then answers for itself.
    }
  },
};

/** Stores nothing: for tests, Node, and pages whose storage is blocked. */
export const noCache: FileCache = {
  get: async () => undefined,
  put: async () => undefined,
  remove: async () => undefined,
  inTurn: atOnce,
};

const address = (sha256: string) => `/sagan-lens/${sha256}`;

/** In a frame whose sandbox gives it no storage, to ask for it is an error. */
function cacheStorage(): CacheStorage | undefined {
  try {
    return globalThis.caches;
  } catch {
    return undefined;
  }
}

/** The browser's Cache Storage; addresses in it are made up from the hash, so that a moved site still finds its files. */
export function openFileCache(): FileCache {
  const caches = cacheStorage();
  if (!caches) return noCache;
  return {
    async get(sha256) {
      if (!notes.mayHave(sha256)) return undefined;
      try {
        const response = await (await caches.open(CACHE_NAME)).match(address(sha256));
        return response && new Uint8Array(await response.arrayBuffer());
      } catch {
        return undefined;
      }
    },
    async put(sha256, bytes) {
      try {
        // Of a Blob: storing bytes holds up the page several times as long.
        const response = new Response(new Blob([bytes as Uint8Array<ArrayBuffer>]));
        await (await caches.open(CACHE_NAME)).put(address(sha256), response);
        notes.set(sha256);
      } catch {
        // Quota or blocked storage: the file is simply fetched again next time.
      }
    },
    async remove(sha256) {
      if (!notes.mayHave(sha256)) return;
      notes.remove(sha256);
      try {
        await (await caches.open(CACHE_NAME)).delete(address(sha256));
      } catch {
        // Blocked storage holds nothing.
      }
    },
    inTurn: byLock,
  };
}

/** A file in the cache. */
export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}

/** All files in the cache; none where storage is blocked. */
export async function storedFiles(): Promise<readonly StoredFile[]> {
  const caches = cacheStorage();
  if (!caches) return [];
  try {
    if (!(await caches.has(CACHE_NAME))) return [];
    const cache = await caches.open(CACHE_NAME);
    const files: StoredFile[] = [];
    for (const request of await cache.keys()) {
      const sha256 = new URL(request.url).pathname.split("/").at(-1) ?? "";
      files.push({ sha256, bytes: await bytesOf(await cache.match(request)) });
    }
    return files;
  } catch {
    return [];
  }
}

/** The size of a stored response. Its bytes stay where the browser has them. */
export async function bytesOf(response: Response | undefined): Promise<number> {
  return response ? (await response.blob()).size : 0;
}
