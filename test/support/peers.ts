/** Checkpoints of other code bases with golden values: finding them, importing them, comparing what comes out. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Imported, ImportOptions } from "../../src/importing/imported";
import { openCheckpoint } from "../../src/importing/readers/open";
import { memorySource } from "../../src/importing/readers/sources";
import { recognise } from "../../src/importing/recognise";
import type { Manifest } from "../../src/model/formats/manifest";
import { readSafetensors, type SafetensorsFile } from "../../src/model/formats/safetensors";
import { entry, floats } from "./files";

/** One checkpoint: the file, or a `model.json` and the shards beside it. */
export interface PeerFile {
  /** Name of the folder that it lies in. */
  readonly peer: string;
  readonly folder: string;
  /** For reports. */
  readonly file: string;
  readonly paths: readonly string[];
}

/** What lies beside checkpoints and is none. */
const OTHER = /\.golden\b|\.(?:md|py|txt|log|ya?ml|png|npy)$|^\.|^(?!model\.json$).*\.json$/;
const REFUSED = "refused.json";

/** All checkpoints of a folder of folders, in order. */
export function peersIn(root: string): PeerFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((item) => item.isDirectory() && !item.name.startsWith("."))
    .map(({ name }) => name)
    .sort()
    .flatMap((peer) => filesIn(join(root, peer), peer, ""));
}

function filesIn(folder: string, peer: string, below: string): PeerFile[] {
  const names = readdirSync(folder).sort();
  const home = below === "" ? folder : join(folder, "..");
  if (names.includes("model.json")) {
    const shards = shardsOf(join(folder, "model.json"));
    const file = below === "" ? "model.json" : `${below}/model.json`;
    const paths = ["model.json", ...shards]
      .map((name) => join(folder, name))
      .filter((path) => existsSync(path));
    const others = names.filter((name) => name !== "model.json" && !shards.includes(name));
    return [{ peer, folder: home, file, paths }, ...plainFiles(folder, peer, below, others)];
  }
  return plainFiles(folder, peer, below, names);
}

function plainFiles(folder: string, peer: string, below: string, names: readonly string[]): PeerFile[] {
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      // Only a TensorFlow.js model is a folder of its own.
      const model = below === "" && existsSync(join(path, "model.json"));
      return model ? filesIn(path, peer, name) : [];
    }
    if (OTHER.test(name)) return [];
    const home = below === "" ? folder : join(folder, "..");
    return [{ peer, folder: home, file: below === "" ? name : `${below}/${name}`, paths: [path] }];
  });
}

function shardsOf(model: string): string[] {
  try {
    const { weightsManifest } = JSON.parse(readFileSync(model, "utf8")) as {
      weightsManifest?: { paths: string[] }[];
    };
    return weightsManifest?.flatMap(({ paths }) => paths) ?? [];
  } catch {
    return [];
  }
}

/** Whether a file is meant to be refused: named so, or listed in the folder's `refused.json`. */
export function meantToBeRefused({ folder, file }: PeerFile): boolean {
  if (/\.refused\./.test(file)) return true;
  const list = join(folder, REFUSED);
  return existsSync(list) && (JSON.parse(readFileSync(list, "utf8")) as string[]).includes(file);
}

/** @throws LensError what the readers and the recognition throw */
export async function importPeer({ paths }: PeerFile, options: ImportOptions = {}): Promise<Imported> {
  const sources = paths.map((path) => memorySource(basename(path), new Uint8Array(readFileSync(path))));
  return recognise(await openCheckpoint(sources), options);
}

/** Golden values of a generator. */
export interface Golden {
  readonly file: string;
  readonly values: SafetensorsFile;
  readonly latents: number;
  readonly latentSize: number;
}

/** All golden files of a folder. */
export function goldenFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.golden\b.*\.safetensors$/.test(file))
    .sort();
}

/** The golden file of the folder that is of such a generator: as long a latent, as large an image, the same sites. */
export function goldenOf(folder: string, manifest: Manifest | Imported["manifest"]): Golden | undefined {
  const sites = manifest.generator.layers.flatMap((layer) =>
    layer.type === "attention" ? [layer.name] : [],
  );
  for (const file of goldenFilesIn(folder)) {
    const values = readSafetensors(new Uint8Array(readFileSync(join(folder, file))), file);
    const z = floats(values, "z");
    const image = pictureOf(values, "image");
    const fits =
      z.shape[1] === manifest.latent.size &&
      image?.channels === manifest.image.channels &&
      image.size === manifest.image.size &&
      sites.every((site) => mapOf(values, site) !== undefined);
    if (fits) return { file: basename(file), values, latents: z.shape[0], latentSize: z.shape[1] };
  }
  return undefined;
}

/** Images of a golden file, or of some of their rows. */
interface GoldenPicture {
  readonly channels: number;
  readonly size: number;
  readonly rows: readonly number[];
  readonly data: { readonly shape: readonly number[]; readonly data: Float32Array };
}

function pictureOf(values: SafetensorsFile, name: string): GoldenPicture | undefined {
  const part = values.tensors.has(`${name}_rows`);
  if (!part && !values.tensors.has(name)) return undefined;
  const data = floats(values, part ? `${name}_rows` : name);
  const [, channels, height, size] = data.shape;
  const listed = values.tensors.has(`${name}.rows`) ? `${name}.rows` : "image.rows";
  const rows = part
    ? Array.from(floats(values, listed).data)
    : Array.from({ length: height }, (_, row) => row);
  return { channels, size, rows, data };
}

/** Rows of beta of a golden file: which, and their weights [latents, rows, M]. */
interface GoldenMap {
  readonly queries: readonly number[];
  readonly data: { readonly shape: readonly number[]; readonly data: Float32Array };
}

/** Code bases write scopes with slashes, and some golden files name what stands before the generator's names. */
function mapOf(values: SafetensorsFile, site: string): GoldenMap | undefined {
  const gammas = [...values.tensors.keys()].filter((name) => name.endsWith(".gamma"));
  const found = gammas.find((name) => {
    const own = name.slice(0, -".gamma".length).replaceAll("/", ".");
    return own === site || own.endsWith(`.${site}`) || site.endsWith(`.${own}`);
  });
  if (found === undefined) return undefined;
  const name = found.slice(0, -".gamma".length);
  const whole = values.tensors.has(`${name}.A`);
  const data = floats(values, whole ? `${name}.A` : `${name}.A_rows`);
  const queries = whole
    ? Array.from({ length: data.shape[1] }, (_, query) => query)
    : Array.from(floats(values, `${name}.rows`).data);
  return { queries, data };
}

/** The class of a golden latent, by its number in the file. */
export function classOf({ values }: Golden, latent: number): number | undefined {
  return values.tensors.has("class") ? floats(values, "class").data[latent] : undefined;
}

export function latentOf({ values }: Golden, latent: number): Float32Array {
  return entry(floats(values, "z"), latent);
}

/** Queries whose rows the golden file has of a site. */
export function queriesOf({ values }: Golden, site: string): readonly number[] {
  return mapOf(values, site)?.queries ?? [];
}

/**
 * Largest difference of an image, [size, size, channels], from the golden one.
 * @param name `image`, or `image_train` for statistics of the batch
 * @returns `undefined` where the golden file has none
 */
export function imageError(
  { values }: Golden,
  latent: number,
  image: ArrayLike<number>,
  name: "image" | "image_train" = "image",
): number | undefined {
  const golden = pictureOf(values, name);
  if (!golden) return undefined;
  const { channels, size, rows } = golden;
  const wanted = entry(golden.data, latent);
  let largest = 0;
  for (let c = 0; c < channels; c++) {
    rows.forEach((row, at) => {
      for (let x = 0; x < size; x++) {
        const error = Math.abs(
          image[(row * size + x) * channels + c] - wanted[(c * rows.length + at) * size + x],
        );
        if (!(error <= largest)) largest = error;
      }
    });
  }
  return largest;
}

/** Whether the golden file has images with the statistics of its batch. */
export function hasBatchPictures({ values }: Golden): boolean {
  return pictureOf(values, "image_train") !== undefined;
}

/** Golden values of the same latents at another truncation, of a code base that has statistics for several. */
export interface GoldenTruncation {
  readonly truncation: number;
  /** Largest difference of an image, [size, size, channels]. */
  imageError(latent: number, image: ArrayLike<number>): number;
  /** Largest difference of rows of beta, in the order of `queriesOf`. */
  betaError(latent: number, site: string, rows: readonly ArrayLike<number>[]): number;
}

/** All of them. The file has the truncations in single precision, and those meant have few digits. */
export function truncationsOf(golden: Golden): GoldenTruncation[] {
  const { values } = golden;
  if (!values.tensors.has("truncations")) return [];
  return Array.from(floats(values, "truncations").data, (rounded, number) => {
    const own = (name: string) => [name, tensorOf(values, `truncation${number}.${name}`)] as const;
    const names = [...values.tensors.keys()].filter(
      (name) => name.endsWith("A_rows") || name === "image_rows",
    );
    const kept = names.filter((name) => !name.startsWith("truncation")).map(own);
    const at: Golden = { ...golden, values: { ...values, tensors: new Map([...values.tensors, ...kept]) } };
    return {
      truncation: Number(rounded.toPrecision(6)),
      imageError: (latent, image) => imageError(at, latent, image) as number,
      betaError: (latent, site, rows) => betaError(at, latent, site, rows),
    };
  });
}

function tensorOf({ tensors }: SafetensorsFile, name: string) {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`the golden file has no ${name}`);
  return tensor;
}

/** Largest difference of rows of beta, in the order of `queriesOf`, from the golden ones. */
export function betaError(
  { values }: Golden,
  latent: number,
  site: string,
  rows: readonly ArrayLike<number>[],
) {
  const golden = mapOf(values, site);
  if (!golden) return Number.NaN;
  const wanted = entry(golden.data, latent);
  const keys = golden.data.shape[2];
  let largest = rows.length === golden.queries.length ? 0 : Number.NaN;
  rows.forEach((row, at) => {
    if (row.length !== keys) largest = Number.NaN;
    for (let key = 0; key < keys; key++) {
      const error = Math.abs(row[key] - wanted[at * keys + key]);
      if (!(error <= largest)) largest = error;
    }
  });
  return largest;
}
