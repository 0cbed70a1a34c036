/**
 * Models that this browser alone has: trained here, or imported from a file. They are stored under the addresses that shipped models of
 * their names would have, so that everything else finds them as it finds those. Each of their files is stored once: here, and not also in
 * the cache of downloaded files.
 */

import { type Manifest, type ModelFile, parseManifest } from "../formats/manifest";
import type { ModelEntry } from "../formats/models-index";
import { noCache, openFileCache } from "./cache";
import { type ReadAddress, readFromWeb } from "./download";
import { modelFiles } from "./model-files";
import type { ModelSource } from "./open-model";

export const CACHE_NAME = "sagan-lens-learned-1";
const LEARNED = "learned-";
const IMPORTED = "mine-";
export const MANIFEST = "model.json";
/** What an import said of a model; not a file of the model. */
export const IMPORT_RECORD = "import.json";
/** Of a file's name in an id, which is shown in addresses and lists. */
const LONGEST_NAME = 40;

/** Files by address, where the browser stores none: they last as long as the page. */
export const inMemory = new Map<string, Blob>();

/** The id of a trained model: from its images, its seed and the steps it took. */
export function learnedId(images: string, seed: number, step: number): string {
  return `${LEARNED}${images}-${seed}-${step}`;
}

/** The id of an imported model: from its file's name and its content. @param sha256 of its weights */
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
export function isSavedId(id: string): boolean {
  return id.startsWith(LEARNED) || id.startsWith(IMPORTED);
}

/** Removes a saved model, with the copies of its files that an earlier version put in the cache of downloaded files. */
export async function removeModel(folder: URL): Promise<void> {
  const manifest = await savedManifest(folder);
  const downloads = openFileCache();
  for (const { sha256 } of manifest ? modelFiles(manifest) : []) await downloads.remove(sha256);
  for (const address of inMemory.keys()) if (address.startsWith(folder.href)) inMemory.delete(address);
  await removeStored(folder);
}

/** Removes what is stored of a model for the next visit. */
export async function removeStored(folder: URL): Promise<void> {
  const cache = await openSaved();
  const saved = (await cache?.keys()) ?? [];
  await Promise.all(
    saved.filter(({ url }) => url.startsWith(folder.href)).map((each) => cache?.delete(each)),
  );
}

/** Whether a model is saved. */
export async function isSaved(folder: URL): Promise<boolean> {
  return (await readSaved(new URL(MANIFEST, folder))) !== undefined;
}

export interface SavedEntry extends ModelEntry {
  /** Name of the file that it was imported from, where that is known. */
  readonly file?: string;
}

/** The saved models of a site, newest last. @param models the folder that all models are in */
export async function savedModels(models: URL): Promise<readonly SavedEntry[]> {
  const isOne = (address: string) => address.startsWith(models.href) && address.endsWith(`/${MANIFEST}`);
  const found = new Map<string, ModelEntry>();
  const add = (bytes: Uint8Array) => {
    const manifest = readable(bytes);
    if (manifest) found.set(manifest.id, { id: manifest.id, name: manifest.name });
  };
  const cache = await openSaved();
  for (const request of (await cache?.keys()) ?? []) {
    const response = isOne(request.url) ? await cache?.match(request) : undefined;
    if (response) add(new Uint8Array(await response.arrayBuffer()));
  }
  for (const [address, blob] of inMemory) if (isOne(address)) add(await readBlob(blob));
  return Promise.all(
    [...found.values()].map(async (entry) => {
      const file = fileNamedBy(await savedFile(new URL(`${entry.id}/`, models), IMPORT_RECORD));
      return { ...entry, ...(file !== undefined && { file }) };
    }),
  );
}

/** The text of one file of a saved model; `undefined` where it is not there. */
export async function savedFile(folder: URL, path: string): Promise<string | undefined> {
  return (await readSaved(new URL(path, folder)))?.text();
}

function fileNamedBy(record: string | undefined): string | undefined {
  try {
    const { file } = JSON.parse(record ?? "{}") as { file?: unknown };
    return typeof file === "string" ? file : undefined;
  } catch {
    return undefined;
  }
}

const readBlob = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** A saved model's files from the browser, all others from the web. */
const readSavedOrWeb: ReadAddress = async (address, init) =>
  (await readSaved(address)) ??
  readFromWeb(address, init).catch((thrown) => {
    // Of a model that is nowhere else, nothing can be fetched: a host's redirect to another site fails like a cut line.
    if (init.signal?.aborted || !address.pathname.endsWith(`/${MANIFEST}`)) throw thrown;
    return new Response(null, { status: 404 });
  });

async function readSaved(address: URL): Promise<Response | undefined> {
  const id = /\/([^/]+)\/[^/]+$/.exec(address.pathname)?.[1];
  if (id === undefined || !isSavedId(id)) return undefined;
  const blob = inMemory.get(address.href);
  if (blob) return new Response(blob);
  return (await openSaved())?.match(address);
}

async function savedManifest(folder: URL): Promise<Manifest | undefined> {
  const response = await readSaved(new URL(MANIFEST, folder));
  return response && readable(new Uint8Array(await response.arrayBuffer()));
}

/**
 * The source of a model that may be saved in this browser: its files from there, without a second copy in the cache of downloaded files.
 * A copy that an earlier version put there is removed when the file is read.
 * @param folder of the model, with a slash at the end
 */
export function modelSource(folder: URL): ModelSource {
  const downloads = openFileCache();
  const id = folder.pathname.split("/").at(-2) ?? "";
  if (!isSavedId(id)) return { folder };
  // A site may ship a model of such an id.
  const saved = isSaved(folder).catch(() => false);
  const cache = {
    ...downloads,
    async get(sha256: string) {
      if (!(await saved)) return downloads.get(sha256);
      await downloads.remove(sha256);
      return noCache.get(sha256);
    },
    async put(sha256: string, bytes: Uint8Array) {
      if (!(await saved)) await downloads.put(sha256, bytes);
    },
  };
  const stored = async ({ path, sha256 }: ModelFile) => {
    const response = (await saved) ? await readSaved(new URL(path, folder)) : undefined;
    if (!response) return undefined;
    await downloads.remove(sha256);
    return response.blob();
  };
  return { folder, read: readSavedOrWeb, cache, stored };
}

/**
 * A note in local storage that something was ever saved. Opening Cache Storage takes 100 to 300 ms on a first visit, in which a download
 * could have been under way; the note is read at once.
 */
export function noteSaved(): void {
  try {
    localStorage.setItem(CACHE_NAME, "kept");
  } catch {
    // Blocked or full: `mayHaveSaved` then answers for itself.
  }
}

/** Where local storage is blocked, the cache itself is asked. */
export function mayHaveSaved(): boolean {
  try {
    return localStorage.getItem(CACHE_NAME) !== null;
  } catch {
    return true;
  }
}

/** `undefined` where the browser stores nothing, or nothing was ever saved. */
export async function openSaved(): Promise<Cache | undefined> {
  if (!mayHaveSaved()) return undefined;
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
