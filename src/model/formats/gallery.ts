/** The shipped stills: an index with a sprite of thumbnails for each model, so that a strip costs one small image. */
import * as v from "valibot";
import { LensError } from "../errors";
import { fetchJson } from "./json-file";
import { readStill, type Still } from "./still";

const fileName = v.pipe(v.string(), v.regex(/^[\w.-]+$/));
const entrySchema = v.object({
  /** File name beside the index. */
  file: fileName,
  seed: v.number(),
  psi: v.number(),
  /** Weight of each class by its id; empty for a model without classes. */
  classes: v.record(v.string(), v.number()),
  /** A query worth a first look. */
  query: v.object({ x: v.number(), y: v.number() }),
});
const shelfSchema = v.object({
  model: v.string(),
  /** One image with all thumbnails side by side, in the order of `stills`. */
  sprite: fileName,
  stills: v.pipe(v.array(entrySchema), v.minLength(1)),
});
const indexSchema = v.object({
  format: v.literal("sagan-lens-gallery"),
  version: v.literal(1),
  shelves: v.pipe(v.array(shelfSchema), v.minLength(1)),
});

export type GalleryEntry = v.InferOutput<typeof entrySchema>;
/** The stills of one model. */
export interface Shelf {
  readonly model: string;
  readonly sprite: URL;
  readonly stills: readonly GalleryEntry[];
}

/** The index of the folder of stills. @throws LensError `file-unreachable`, `manifest-missing`, `manifest-field` */
export async function fetchGallery(folder: URL): Promise<readonly Shelf[]> {
  const { shelves } = await fetchJson(new URL("index.json", folder), indexSchema);
  return shelves.map(({ model, sprite, stills }) => ({ model, sprite: new URL(sprite, folder), stills }));
}

/** One still by address. @throws LensError `file-unreachable`, `file-missing`, or what `readStill` throws */
export async function fetchStill(address: URL): Promise<Still> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new LensError("file-unreachable", { file: address.pathname });
  }
  if (!response.ok) {
    throw new LensError("file-missing", { file: address.pathname, status: response.status });
  }
  return readStill(new Uint8Array(await response.arrayBuffer()), address.pathname);
}
