/** Models that were learned in this browser: kept by it under the address that a shipped model of that name would have. */
import { type ReadAddress, readFromWeb } from "./download";

const CACHE_NAME = "sagan-lens-learned-1";
const PREFIX = "learned-";

/** The id of a learned model: of its pictures, its seed and the steps it took. */
export function learnedId(pictures: string, seed: number, step: number): string {
  return `${PREFIX}${pictures}-${seed}-${step}`;
}

/**
 * Keeps the files of a model folder.
 * @param files by path, `model.json` among them
 * @param folder of the model, with a slash at the end
 * @throws DOMException where storage is full or blocked
 */
export async function keepLearned(files: ReadonlyMap<string, Uint8Array>, folder: URL): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  for (const [path, bytes] of files) {
    await cache.put(new URL(path, folder), new Response(new Uint8Array(bytes)));
  }
}

/** A learned model's files from the browser, all others from the web. */
export const readLearnedOrWeb: ReadAddress = async (address, init) => {
  if (!address.pathname.includes(`/${PREFIX}`) || typeof caches === "undefined")
    return readFromWeb(address, init);
  const found = await (await caches.open(CACHE_NAME)).match(address);
  return found ?? readFromWeb(address, init);
};
