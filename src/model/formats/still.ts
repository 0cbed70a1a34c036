/**
 * A still: one finished image with the query and key features of every attention site, in one small safetensors file: `image`,
 * `<site>.q` and `<site>.k`, and `<site>.n` for a site whose softmax runs over the queries (`AttentionSite.keyNormalisers`).
 * Every row of beta can be computed from it without a network, a GPU or TensorFlow.js.
 */
import * as v from "valibot";
import { cellCount } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import { LensError } from "../errors";
import { readSafetensors, type Tensor, writeSafetensors } from "./safetensors";

/** Where a still comes from, enough to make it again. */
export interface StillProvenance {
  /** Model id. */
  readonly model: string;
  /** SHA-256 of the generator's weights. */
  readonly weights: string;
  readonly seed: number;
  readonly psi: number;
  /** Weight of each class by its id; empty for a model without classes. */
  readonly classes: Readonly<Record<string, number>>;
  /** A query worth a first look, by column and row of the first site's query grid. */
  readonly query: { readonly x: number; readonly y: number };
  /**
   * What the page showed when a person saved it, as the hash of an address: the rest of the recipe where seed, psi and classes
   * alone do not make the image, and how it was looked at. Absent in a still that was made from a seed.
   */
  readonly state?: string;
}

export interface Still {
  readonly provenance: StillProvenance;
  readonly image: StillImage;
  readonly sites: readonly AttentionSite[];
}

/** An image as bytes, [size, size, channels] row by row, 0 to 255. */
export interface StillImage {
  readonly size: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));
const gridSchema = v.object({ width: side, height: side });
const finite = v.pipe(v.number(), v.finite());
const coordinate = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Longer than any state that the lens writes. */
const MOST_STATE = 200_000;

const headerSchema = v.object({
  provenance: v.object({
    model: v.string(),
    weights: v.string(),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
    psi: finite,
    classes: v.record(v.string(), finite),
    query: v.object({ x: coordinate, y: coordinate }),
    state: v.exactOptional(v.pipe(v.string(), v.maxLength(MOST_STATE))),
  }),
  sites: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        queryGrid: gridSchema,
        keyGrid: gridSchema,
        depth: side,
        gamma: finite,
        share: finite,
        maxWeight: finite,
        /** Absent where rows of beta sum to 1. */
        softmaxOver: v.exactOptional(v.literal("queries")),
      }),
    ),
    v.minLength(1),
  ),
});

const FORMAT = "sagan-lens-still";
const VERSION = "1";

/** The still as a file. */
export function writeStill({ provenance, image, sites }: Still): Uint8Array {
  const tensors = new Map<string, Tensor>();
  tensors.set("image", { shape: [image.size, image.size, image.channels], data: image.data });
  for (const site of sites) {
    tensors.set(`${site.name}.q`, { shape: [cellCount(site.queryGrid), site.depth], data: site.queries });
    tensors.set(`${site.name}.k`, { shape: [cellCount(site.keyGrid), site.depth], data: site.keys });
    const { keyLogSumExp } = site;
    if (keyLogSumExp) {
      tensors.set(`${site.name}.n`, { shape: [cellCount(site.keyGrid)], data: keyLogSumExp });
    }
  }
  // A still shows the network as trained; the header's schema says which numbers it keeps.
  const facts = sites.map(({ name, queryGrid, keyGrid, depth, gamma, share, maxWeight, keyLogSumExp }) => ({
    name,
    queryGrid,
    keyGrid,
    depth,
    gamma,
    share,
    maxWeight,
    ...(keyLogSumExp && { softmaxOver: "queries" }),
  }));
  const header = JSON.stringify({ provenance, sites: facts });
  return writeSafetensors(tensors, { format: FORMAT, version: VERSION, header });
}

/**
 * A still from a file.
 * @param where its name, for the error's sentence
 * @throws LensError `still-malformed` with `problem`, or what `readSafetensors` throws
 */
export function readStill(bytes: Uint8Array, where: string): Still {
  const malformed = (problem: string) => new LensError("still-malformed", { where, problem });
  const { tensors, metadata } = readSafetensors(bytes, where);
  if (metadata.format !== FORMAT || metadata.version !== VERSION) {
    throw malformed("it does not say that it is a still of version 1");
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), headerSchema), metadata.header);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformed(`${v.getDotPath(issue) ?? "its header"}: ${issue.message}`);
  }
  const { provenance, sites } = parsed.output;

  const image = tensors.get("image");
  const [height, width, channels] = image?.shape ?? [];
  if (!(image?.data instanceof Uint8Array) || height !== width || (channels !== 1 && channels !== 3)) {
    throw malformed("its picture is missing or not square");
  }
  const features = (name: string, count: number): Float32Array => {
    const found = tensors.get(name);
    if (!(found?.data instanceof Float32Array) || found.data.length !== count) {
      throw malformed(`${name} is missing or does not have ${count} numbers`);
    }
    return found.data;
  };
  const [first] = sites;
  if (provenance.query.x >= first.queryGrid.width || provenance.query.y >= first.queryGrid.height) {
    throw malformed("its query lies outside its grid");
  }
  for (const { name, queryGrid, keyGrid } of sites) {
    if (queryGrid.width % keyGrid.width !== 0 || queryGrid.height % keyGrid.height !== 0) {
      throw malformed(`${name} has key cells that are no whole number of query cells`);
    }
  }
  return {
    provenance,
    image: { size: width, channels, data: image.data },
    sites: sites.map(({ softmaxOver, ...site }) => ({
      ...site,
      temperature: 1,
      keyMask: undefined,
      queries: features(`${site.name}.q`, cellCount(site.queryGrid) * site.depth),
      keys: features(`${site.name}.k`, cellCount(site.keyGrid) * site.depth),
      ...(softmaxOver && { keyLogSumExp: features(`${site.name}.n`, cellCount(site.keyGrid)) }),
    })),
  };
}
