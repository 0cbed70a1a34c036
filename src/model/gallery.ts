/** The shipped stills: an index with a sprite of thumbnails, so that the strip costs one small picture. */
import * as v from "valibot";
import { fetchText } from "./download";
import { LensError } from "./errors";
import { readStill, type Still } from "./still";

const entrySchema = v.object({
  /** File name beside the index. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  model: v.string(),
  seed: v.number(),
  psi: v.number(),
  /** A query worth a first look. */
  query: v.object({ x: v.number(), y: v.number() }),
});
const indexSchema = v.object({
  format: v.literal("sagan-lens-gallery"),
  version: v.literal(1),
  /** One picture with all thumbnails side by side, in the order of `stills`. */
  sprite: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  stills: v.pipe(v.array(entrySchema), v.minLength(1)),
});

export type GalleryEntry = v.InferOutput<typeof entrySchema>;
export interface Gallery {
  readonly sprite: URL;
  readonly stills: readonly GalleryEntry[];
}

/** The index of the folder of stills. @throws LensError `file-unreachable`, `manifest-missing`, `manifest-field` */
export async function fetchGallery(folder: URL): Promise<Gallery> {
  const address = new URL("index.json", folder);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), indexSchema), await fetchText(address));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new LensError("manifest-field", {
      where: address.pathname,
      path: v.getDotPath(issue) ?? "(the whole file)",
      problem: issue.message,
    });
  }
  return { sprite: new URL(parsed.output.sprite, folder), stills: parsed.output.stills };
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
