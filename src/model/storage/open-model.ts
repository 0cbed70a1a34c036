/** Opening a model folder: manifest, generator weights and golden values, with one progress for all of them. */

import { type Manifest, type ModelFile, parseManifest } from "../formats/manifest";
import { type FileCache, openFileCache } from "./cache";
import { fetchText, fetchVerified, type ReadAddress, readFromWeb } from "./download";
import type { SliceableFile } from "./weights-file";

/** Where a model folder is: its address, with a slash at the end. */
export interface ModelSource {
  readonly folder: URL;
  /** How its files are read; from the web where absent. */
  readonly read?: ReadAddress;
  /** Where files that were read are stored for the next visit; the browser's cache where absent. */
  readonly cache?: FileCache;
  /**
   * A file that this browser or machine has, as it is stored: it was verified when it was stored, or is before it is given, and is not read
   * here. `undefined` for files that are fetched.
   */
  readonly stored?: (file: ModelFile) => Promise<Blob | SliceableFile | undefined>;
}

/** The files the engine needs, verified but not yet parsed. */
export interface ModelFiles {
  readonly manifest: Manifest;
  /** `generator.safetensors`: its bytes, or a file that is read tensor by tensor */
  readonly generator: Uint8Array | Blob | SliceableFile;
  /** `golden.safetensors`: the self-check's latent, image, queries and keys; absent for a model that has none. */
  readonly golden?: Uint8Array;
}

/** Bytes of all files together; `total` is exact, since the manifest names every size. */
export interface DownloadProgress {
  readonly loaded: number;
  readonly total: number;
}

export interface OpenModelOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  readonly cache?: FileCache;
}

/** The description of a model. @throws LensError see `parseManifest` and `fetchText` */
export async function fetchManifest(
  folder: URL,
  options: Parameters<typeof fetchText>[1] = {},
): Promise<Manifest> {
  const address = new URL("model.json", folder);
  return parseManifest(await fetchText(address, options), address.pathname);
}

/**
 * Downloads a model folder.
 * @throws LensError see `parseManifest` and `fetchVerified`
 */
export async function openModel(source: ModelSource, options: OpenModelOptions = {}): Promise<ModelFiles> {
  const { onProgress, signal } = options;
  const cache = options.cache ?? source.cache ?? openFileCache();
  const reading = { read: source.read ?? readFromWeb, ...(signal && { signal }) };
  const manifest = await fetchManifest(source.folder, reading);
  const files = [manifest.generator.weights, ...(manifest.golden ? [manifest.golden] : [])];
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const onBytes = (count: number) => {
    loaded += count;
    onProgress?.({ loaded, total });
  };
  const fetched = (file: ModelFile) => fetchVerified(file, source.folder, cache, { ...reading, onBytes });
  const [generator, golden] = await Promise.all([
    weightsOf(manifest.generator.weights, source, () => fetched(manifest.generator.weights)),
    manifest.golden ? fetched(manifest.golden) : undefined,
  ]);
  if (!(generator instanceof Uint8Array)) onBytes(generator.size);
  return { manifest, generator, ...(golden && { golden }) };
}

/** The weights as they are stored, where they are whole; else fetched. */
async function weightsOf(
  file: ModelFile,
  { stored }: ModelSource,
  fetched: () => Promise<Uint8Array>,
): Promise<Uint8Array | Blob | SliceableFile> {
  const found = await stored?.(file);
  return found?.size === file.bytes ? found : fetched();
}
