/**
 * Training runs that the page `learn.html` saved by itself, newest first. Each is one file in Cache Storage; what a list says of it is in
 * a header beside it, so that listing reads no weights.
 */
import * as v from "valibot";
import { bytesOf } from "./cache";

const CACHE_NAME = "sagan-lens-runs-1";
const HEADER = "x-sagan-run";
const FOLDER = "/sagan-lens/runs/";
/** Of more runs the oldest ones are removed: each start makes one. */
export const MOST_RUNS = 10;

const headSchema = v.object({
  pictures: v.string(),
  seed: v.number(),
  /** Steps done. */
  step: v.number(),
  /** When it was saved, in milliseconds since 1970. */
  at: v.number(),
});

/** What a list says of a run. */
export type RunHead = v.InferOutput<typeof headSchema>;

export interface SavedRunEntry extends RunHead {
  readonly id: string;
  readonly bytes: number;
}

const address = (id: string) => `${FOLDER}${id}`;

/**
 * Saves a run in place of what was saved under its id, and removes the oldest runs above `MOST_RUNS`.
 * @param id letters, digits and hyphens
 * @returns whether it is there at the next visit; not so where storage is full or blocked. What was saved before is then still there.
 */
export async function saveRun(id: string, bytes: Uint8Array, head: RunHead): Promise<boolean> {
  try {
    const cache = await caches.open(CACHE_NAME);
    const response = new Response(new Uint8Array(bytes), { headers: { [HEADER]: JSON.stringify(head) } });
    await cache.put(address(id), response);
  } catch {
    return false;
  }
  for (const { id: old } of (await savedRuns()).slice(MOST_RUNS)) await removeRun(old);
  return true;
}

/** All saved runs; none where storage is blocked. */
export async function savedRuns(): Promise<readonly SavedRunEntry[]> {
  const cache = await openRuns();
  const found: SavedRunEntry[] = [];
  for (const request of (await cache?.keys()) ?? []) {
    const response = await cache?.match(request);
    const id = new URL(request.url).pathname.slice(FOLDER.length);
    found.push({ ...headOf(response), id, bytes: await bytesOf(response) });
  }
  return found.sort((a, b) => b.at - a.at);
}

/** A run's file; `undefined` where it is not saved. */
export async function readSavedRun(id: string): Promise<Uint8Array | undefined> {
  const response = await (await openRuns())?.match(address(id));
  return response && new Uint8Array(await response.arrayBuffer());
}

export async function removeRun(id: string): Promise<void> {
  await (await openRuns())?.delete(address(id));
}

/** The name of a run in lists of stored data, in both languages as the names of models are. */
export function runName({ pictures, seed, step }: RunHead): { readonly en: string; readonly ko: string } {
  const korean: Readonly<Record<string, string>> = { faces: "얼굴", lines: "선" };
  return {
    en: `Training run: ${pictures}, seed ${seed}, step ${step}`,
    ko: `학습: ${korean[pictures] ?? pictures}, 시드 ${seed}, 단계 ${step}`,
  };
}

/** Ids that this page holds. */
const held = new Set<string>();

/**
 * Holds a run's id until the page is closed, so that two pages on which the same run continues do not overwrite each other's.
 * @returns whether no other page holds it
 */
export async function holdRun(id: string): Promise<boolean> {
  if (held.has(id) || typeof navigator === "undefined" || !navigator.locks) return true;
  const free = await new Promise<boolean>((resolve) => {
    navigator.locks
      .request(`${CACHE_NAME}:${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise<never>(() => undefined) : undefined;
      })
      .catch(() => resolve(true));
  });
  if (free) held.add(id);
  return free;
}

/** What stands in the header; an entry without one is the oldest, and can be removed. */
function headOf(response: Response | undefined): RunHead {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), headSchema),
    response?.headers.get(HEADER) ?? "",
  );
  return parsed.success ? parsed.output : { pictures: "", seed: 0, step: 0, at: 0 };
}

async function openRuns(): Promise<Cache | undefined> {
  try {
    return (await caches.has(CACHE_NAME)) ? await caches.open(CACHE_NAME) : undefined;
  } catch {
    return undefined;
  }
}
