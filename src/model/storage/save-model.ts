/** Saving a model in this browser, and having its files again; beside `saved-models.ts`, which every page needs at once. */
import {
  CACHE_NAME,
  inMemory,
  MANIFEST,
  mayHaveSaved,
  noteSaved,
  openSaved,
  removeModel,
  removeStored,
} from "./saved-models";

/** What a file of a model is given as. */
export type FileContent = Uint8Array | Blob;

/** A Blob of bytes: to store one takes the thread that does it a fifth of the time that bytes take. */
export const blobOf = (content: FileContent): Blob =>
  content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>]);

/**
 * Saves the files of a model folder; until the page is closed in any case.
 * @param files by path, `model.json` among them
 * @param folder of the model, with a slash at the end
 * @returns whether they are there at the next visit; not so where storage is full or blocked
 */
export async function saveModel(files: ReadonlyMap<string, FileContent>, folder: URL): Promise<boolean> {
  if (announceSaving() && (await storeFiles(files, folder))) return true;
  await holdModel(files, folder);
  return false;
}

/** Says that something will be saved; on the page. @returns whether it would be found again */
export function announceSaving(): boolean {
  noteSaved();
  return mayHaveSaved();
}

/**
 * Stores the files of a model folder, also in a worker, where a large model does not hold up the page.
 * @returns whether they are stored; nothing of them is where storage is full or blocked
 */
export async function storeFiles(files: ReadonlyMap<string, FileContent>, folder: URL): Promise<boolean> {
  try {
    const cache = await caches.open(CACHE_NAME);
    // The manifest last: a model whose weights are not there would be listed otherwise.
    const paths = [...files.keys()].sort((a, b) => Number(a === MANIFEST) - Number(b === MANIFEST));
    for (const path of paths) {
      await cache.put(new URL(path, folder).href, new Response(blobOf(files.get(path) ?? new Uint8Array())));
    }
    return true;
  } catch {
    await removeStored(folder);
    return false;
  }
}

/** Holds the files of a model folder in the page's memory. */
export async function holdModel(files: ReadonlyMap<string, FileContent>, folder: URL): Promise<void> {
  await removeModel(folder);
  for (const [path, content] of files) inMemory.set(new URL(path, folder).href, blobOf(content));
}

/** All files of a saved model, by path; `undefined` where it is not saved. Their bytes stay where the browser has them. */
export async function savedFiles(folder: URL): Promise<ReadonlyMap<string, Blob> | undefined> {
  const files = new Map<string, Blob>();
  const add = (address: string, blob: Blob) => files.set(address.slice(folder.href.length), blob);
  for (const [address, blob] of inMemory) if (address.startsWith(folder.href)) add(address, blob);
  const cache = await openSaved();
  for (const request of (await cache?.keys()) ?? []) {
    const response = request.url.startsWith(folder.href) ? await cache?.match(request) : undefined;
    if (response) add(request.url, await response.blob());
  }
  return files.has(MANIFEST) ? files : undefined;
}
