/** Opening a model folder: manifest, generator weights and golden values, with one progress for all of them. */

import { type Manifest, parseManifest } from "../formats/manifest";
import { type FileCache, openFileCache } from "./cache";
import { fetchText, fetchVerified, type ReadAddress, readFromWeb } from "./download";

/** Where a model folder is: its address, with a slash at the end. */
export interface ModelSource {
  readonly folder: URL;
  /** How its files are got; as the web's where absent. */
  readonly read?: ReadAddress;
}

/** The files the engine needs, verified but not yet parsed. */
export interface ModelFiles {
  readonly manifest: Manifest;
  /** `generator.safetensors` */
  readonly generator: Uint8Array;
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
  const { onProgress, signal, cache = openFileCache() } = options;
  const reading = { read: source.read ?? readFromWeb, ...(signal && { signal }) };
  const manifest = await fetchManifest(source.folder, reading);
  const files = [manifest.generator.weights, ...(manifest.golden ? [manifest.golden] : [])];
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const onBytes = (count: number) => {
    loaded += count;
    onProgress?.({ loaded, total });
  };
  const [generator, golden] = await Promise.all(
    files.map((file) => fetchVerified(file, source.folder, cache, { ...reading, onBytes })),
  );
  return { manifest, generator, ...(golden && { golden }) };
}
