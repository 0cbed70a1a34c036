/** A model folder of this project given as files: zipped, as the lens saves it, or its files side by side. */
import { LensError } from "../model/errors";
import { type Manifest, parseManifest } from "../model/formats/manifest";
import { sha256 } from "../model/storage/sha256";
import type { ByteSource } from "./checkpoint";
import { kindOf } from "./readers/kind";
import { guarded, watch } from "./readers/reading";
import { openZip } from "./readers/zip";

export interface ModelFolder {
  readonly manifest: Manifest;
  /** `model.json` and the files it names, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const MANIFEST = "model.json";
/** Far above any description of layers. */
const MOST_MANIFEST_BYTES = 4e6;
const FORMAT = '"sagan-lens-model"';

/** Files by their path, each read when asked for. */
type Listing = ReadonlyMap<string, { readonly size: number; read(): Promise<Uint8Array> }>;

/**
 * @returns `undefined` where the files are no folder of this project
 * @throws LensError `manifest-field` and `manifest-not-json` for a bad description; `file-missing`, `file-truncated` and
 * `file-altered` for files that are not those it names; what is wrong with a zip file
 */
export async function readModelFolder(files: readonly ByteSource[]): Promise<ModelFolder | undefined> {
  const [first] = files;
  if (!first) return undefined;
  return guarded(first.name, async () => {
    const listing = await listingOf(files);
    const described = listing?.get(MANIFEST);
    if (!listing || !described || described.size > MOST_MANIFEST_BYTES) return undefined;
    const json = await described.read();
    const text = new TextDecoder().decode(json);
    if (!text.includes(FORMAT)) return undefined;
    const manifest = parseManifest(text, MANIFEST);
    const found = new Map<string, Uint8Array>([[MANIFEST, json]]);
    for (const file of namedFiles(manifest)) {
      if (found.has(file.path)) continue;
      const entry = listing.get(file.path);
      if (!entry) throw new LensError("file-missing", { file: file.path, status: "–" });
      if (entry.size !== file.bytes) {
        throw new LensError("file-truncated", { file: file.path, expected: file.bytes, found: entry.size });
      }
      const bytes = await entry.read();
      const hash = await sha256(bytes);
      if (hash !== file.sha256) {
        throw new LensError("file-altered", { file: file.path, expected: file.sha256, found: hash });
      }
      found.set(file.path, bytes);
    }
    return { manifest, files: found };
  });
}

/** Every file that a manifest names. */
function namedFiles({ generator, discriminator, snapshots, directions, log, golden }: Manifest) {
  return [
    generator.weights,
    discriminator?.weights,
    ...snapshots.map(({ weights }) => weights),
    directions,
    log,
    golden,
  ].filter((file) => file !== null && file !== undefined);
}

async function listingOf(files: readonly ByteSource[]): Promise<Listing | undefined> {
  const [first] = files;
  if (files.length === 1) return (await kindOf(first)) === "zip" ? zipped(first) : undefined;
  return new Map(files.map((file) => [file.name, { size: file.size, read: () => file.read(0, file.size) }]));
}

/** The entries of a zip file, by their path below the folder that `model.json` is in. */
async function zipped(file: ByteSource): Promise<Listing | undefined> {
  const [reading] = watch([file], {});
  const entries = await openZip(reading);
  const manifest = [...entries.keys()].find((name) => name === MANIFEST || name.endsWith(`/${MANIFEST}`));
  if (manifest === undefined) return undefined;
  const folder = manifest.slice(0, -MANIFEST.length);
  const inside = [...entries].filter(([name]) => name.startsWith(folder));
  return new Map(
    inside.map(([name, entry]) => [
      name.slice(folder.length),
      {
        size: entry.size,
        async read() {
          const bytes = await entry.bytes();
          return bytes.read(0, bytes.size);
        },
      },
    ]),
  );
}
