/** What the lens has stored in this browser for its models, and its removal. */
import type { ModelEntry } from "../formats/models-index";
import { bytesOf, openFileCache, storedFiles } from "./cache";
import { modelFiles } from "./model-files";
import { fetchManifest } from "./open-model";
import { inMemory, openSaved, removeModel, savedModels } from "./saved-models";
import { removeRun, runName, savedRuns } from "./saved-runs";

/** One row of the list. */
export interface StoredItem {
  /**
   * `saved`: a model of this browser alone. `run`: a training run. `downloaded`: files of a model of this site. `other`: files that belong
   * to none of them.
   */
  readonly kind: "saved" | "run" | "downloaded" | "other";
  /** The model's or run's id; empty for `other`. */
  readonly id: string;
  /** The model's or run's name; `undefined` for `other`, and for a saved model whose description cannot be read any more. */
  readonly name: ModelEntry["name"] | undefined;
  readonly bytes: number;
  /** Removes it. What is open stays open. */
  remove(): Promise<void>;
}

/**
 * Lists what is stored: each saved model, each training run, the downloaded files of each model of the site, and files that no listed model refers to, such as
 * those of an earlier version. A file that several models refer to is counted with the first.
 * @param models the folder that all models are in
 * @param shipped the models of the site
 */
export async function listStored(
  models: URL,
  shipped: readonly ModelEntry[],
): Promise<readonly StoredItem[]> {
  const [sizes, entries, files, runs] = await Promise.all([
    ...([savedSizes(models), savedModels(models), storedFiles(), savedRuns()] as const),
  ]);
  const items: StoredItem[] = [...sizes].map(([id, bytes]) => ({
    kind: "saved",
    id,
    name: entries.find((entry) => entry.id === id)?.name,
    bytes,
    remove: () => removeModel(new URL(`${id}/`, models)),
  }));
  for (const run of runs) {
    const { id, bytes } = run;
    items.push({ kind: "run", id, name: runName(run), bytes, remove: () => removeRun(id) });
  }
  const left = new Map(files.map(({ sha256, bytes }) => [sha256, bytes]));
  const take = (
    kind: StoredItem["kind"],
    id: string,
    name: StoredItem["name"],
    hashes: readonly string[],
  ) => {
    const stored = hashes.filter((sha256) => left.has(sha256));
    if (stored.length === 0) return;
    const bytes = stored.reduce((sum, sha256) => sum + (left.get(sha256) ?? 0), 0);
    for (const sha256 of stored) left.delete(sha256);
    items.push({ kind, id, name, bytes, remove: () => removeFiles(stored) });
  };
  for (const { id, name } of files.length > 0 ? shipped : []) {
    // A description that cannot be had now leaves its files among the others.
    const manifest = await fetchManifest(new URL(`${id}/`, models)).catch(() => undefined);
    const hashes = manifest ? modelFiles(manifest).map(({ sha256 }) => sha256) : [];
    take("downloaded", id, name, [...new Set(hashes)]);
  }
  take("other", "", undefined, [...left.keys()]);
  return items;
}

async function removeFiles(hashes: readonly string[]): Promise<void> {
  const cache = openFileCache();
  for (const sha256 of hashes) await cache.remove(sha256);
}

/** What saved models occupy, by id. Models whose manifest cannot be read any more are among them. @param models as above */
async function savedSizes(models: URL): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const add = (address: string, bytes: number) => {
    const id = address.startsWith(models.href) && address.slice(models.href.length).split("/")[0];
    if (id) sizes.set(id, (sizes.get(id) ?? 0) + bytes);
  };
  const cache = await openSaved();
  for (const request of (await cache?.keys()) ?? []) {
    add(request.url, await bytesOf(await cache?.match(request)));
  }
  for (const [address, { size }] of inMemory) add(address, size);
  return sizes;
}
