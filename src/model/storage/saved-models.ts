/**
 * Models that this browser alone has: learned here, or imported from a file. They are kept under the addresses that shipped models of
 * their names would have, so that everything else finds them as it finds those.
 */

import { type Manifest, parseManifest } from "../formats/manifest";
import type { ModelEntry } from "../formats/models-index";
import { type ReadAddress, readFromWeb } from "./download";

const CACHE_NAME = "sagan-lens-learned-1";
const LEARNED = "learned-";
const IMPORTED = "mine-";
const MANIFEST = "model.json";
/** Of a file's name in an id: it stands in addresses and lists. */
const LONGEST_NAME = 40;

/** Files by address, where the browser keeps none: they last as long as the page. */
const inMemory = new Map<string, Uint8Array>();

/** The id of a learned model: of its images, its seed and the steps it took. */
export function learnedId(images: string, seed: number, step: number): string {
  return `${LEARNED}${images}-${seed}-${step}`;
}

/** The id of an imported model: of its file's name and of what is in it. @param sha256 of its weights */
export function importedId(file: string, sha256: string): string {
  const name = file
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, "");
  return `${IMPORTED}${name || "model"}-${sha256.slice(0, 6)}`;
}

/** Whether an id is that of a model of this browser alone. */
export function isKept(id: string): boolean {
  return id.startsWith(LEARNED) || id.startsWith(IMPORTED);
}

/**
 * Keeps the files of a model folder; until the page is closed in any case.
 * @param files by path, `model.json` among them
 * @param folder of the model, with a slash at the end
 * @returns whether they are there at the next visit; not so where storage is full or blocked
 */
export async function keepModel(files: ReadonlyMap<string, Uint8Array>, folder: URL): Promise<boolean> {
  const at = (path: string) => new URL(path, folder).href;
  try {
    const cache = await caches.open(CACHE_NAME);
    // The manifest last: a model whose weights are not there would be listed otherwise.
    const paths = [...files.keys()].sort((a, b) => Number(a === MANIFEST) - Number(b === MANIFEST));
    rememberKept();
    // Without the note, it would not be found again.
    if (!mayHaveKept()) throw new RangeError("local storage is full");
    for (const path of paths) await cache.put(at(path), new Response(new Uint8Array(files.get(path) ?? [])));
    return true;
  } catch {
    await forgetModel(folder);
    for (const [path, bytes] of files) inMemory.set(at(path), bytes);
    return false;
  }
}

/** Lets go of a kept model. */
export async function forgetModel(folder: URL): Promise<void> {
  for (const address of inMemory.keys()) if (address.startsWith(folder.href)) inMemory.delete(address);
  const cache = await openKept();
  const kept = (await cache?.keys()) ?? [];
  await Promise.all(kept.filter(({ url }) => url.startsWith(folder.href)).map((each) => cache?.delete(each)));
}

/** The kept models of a site, newest last. @param models the folder that all models are in */
export async function savedModels(models: URL): Promise<readonly ModelEntry[]> {
  const isOne = (address: string) => address.startsWith(models.href) && address.endsWith(`/${MANIFEST}`);
  const found = new Map<string, ModelEntry>();
  const note = (bytes: Uint8Array) => {
    const manifest = readable(bytes);
    if (manifest) found.set(manifest.id, { id: manifest.id, name: manifest.name });
  };
  const cache = await openKept();
  for (const request of (await cache?.keys()) ?? []) {
    const response = isOne(request.url) ? await cache?.match(request) : undefined;
    if (response) note(new Uint8Array(await response.arrayBuffer()));
  }
  for (const [address, bytes] of inMemory) if (isOne(address)) note(bytes);
  return [...found.values()];
}

/** All files of a kept model, by path; `undefined` where it is not kept. */
export async function keptFiles(folder: URL): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const files = new Map<string, Uint8Array>();
  const note = (address: string, bytes: Uint8Array) => files.set(address.slice(folder.href.length), bytes);
  for (const [address, bytes] of inMemory) if (address.startsWith(folder.href)) note(address, bytes);
  const cache = await openKept();
  for (const request of (await cache?.keys()) ?? []) {
    const response = request.url.startsWith(folder.href) ? await cache?.match(request) : undefined;
    if (response) note(request.url, new Uint8Array(await response.arrayBuffer()));
  }
  return files.has(MANIFEST) ? files : undefined;
}

/** A kept model's files from the browser, all others from the web. */
export const readKeptOrWeb: ReadAddress = async (address, init) => {
  const id = /\/([^/]+)\/[^/]+$/.exec(address.pathname)?.[1];
  if (id === undefined || !isKept(id)) return readFromWeb(address, init);
  const bytes = inMemory.get(address.href);
  if (bytes) return new Response(new Uint8Array(bytes));
  return (await (await openKept())?.match(address)) ?? readFromWeb(address, init);
};

/**
 * A note in local storage that something was ever kept. Opening Cache Storage takes 100 to 300 ms on a first visit, in which a download is
 * under way; the note is read at once.
 */
function rememberKept(): void {
  try {
    localStorage.setItem(CACHE_NAME, "kept");
  } catch {
    // Blocked or full: `mayHaveKept` then answers for itself.
  }
}

/** Where local storage is blocked, the cache itself is asked. */
function mayHaveKept(): boolean {
  try {
    return localStorage.getItem(CACHE_NAME) !== null;
  } catch {
    return true;
  }
}

/** `undefined` where the browser keeps nothing, or nothing was ever kept. */
async function openKept(): Promise<Cache | undefined> {
  if (!mayHaveKept()) return undefined;
  try {
    return await caches.open(CACHE_NAME);
  } catch {
    return undefined;
  }
}

/** A manifest that an older version of the lens wrote may no longer hold. */
function readable(bytes: Uint8Array): Manifest | undefined {
  try {
    return parseManifest(new TextDecoder().decode(bytes), MANIFEST);
  } catch {
    return undefined;
  }
}
