/** The one state that a person makes: what to draw, where to look, how to show it. Validated, versioned, immutable. */
import * as v from "valibot";
import { modelId } from "../../model/formats/model-id";
import { BOUNDS, MAX_KEY_FRAMES } from "../controls/bounds";
import { AS_SEEDED, idSchema, recipeEntries, recipeSchema, within } from "./recipe";

export const COLORMAPS = ["viridis", "magma", "inferno", "plasma", "cividis"] as const;
export const OVERLAYS = ["spotlight", "colours", "none"] as const;
export const SCALES = ["absolute", "map", "pins"] as const;
export const CURVES = ["root", "linear"] as const;
/** What the map shows: a row of beta, or a view of the whole matrix. */
export const MAPS = [
  "row",
  "column",
  "received",
  "meanRow",
  "entropy",
  "largest",
  "distance",
  "neighbourhood",
  "dependence",
] as const;
/** Which part of the scores a row is made from. */
export const PARTS = ["beta", "pairwise", "unary"] as const;
/** Which image is shown while an intervention is in force. */
export const COMPARISONS = ["after", "before", "wipe", "difference"] as const;
export const MAX_PINS = 8;
export const MAX_KEPT = 24;
export const MAX_OWN_DIRECTIONS = 12;
export const MAX_NAME = 40;

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4095));
const cell = v.object({ x: coordinate, y: coordinate });
/** Locations by number, row by row. */
const locations = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));
const intervention = v.object({
  gammaScale: within(BOUNDS.gammaScale),
  temperature: within(BOUNDS.temperature),
  maskedKeys: locations,
  maskedQueries: locations,
});

/** Changes inside the attention layers, by site. */
const interventions = v.record(v.string(), intervention);

const keptPicture = v.object({ id: idSchema, recipe: recipeSchema, query: cell });

const ownDirection = v.object({
  id: idSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME)),
  /** The model whose latent space it lies in. */
  model: modelId,
  /** Unit vector, [latent size]. */
  vector: v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(4096)),
  /** Distance between the two images that it was made from; its slider reaches that far. */
  length: v.pipe(v.number(), v.gtValue(0), v.maxValue(BOUNDS.ownDirection.max)),
});

const walk = v.object({
  frames: v.pipe(v.array(recipeSchema), v.maxLength(MAX_KEY_FRAMES)),
  secondsPerFrame: within(BOUNDS.walkSeconds),
  loop: v.boolean(),
  /** Where it stands, in key frames from the first. */
  at: within(BOUNDS.walkPosition),
});

export const lensStateSchema = v.object({
  v: v.literal(1),
  ...recipeEntries,
  /** Latent entries, by index, that only their own slider changes. */
  locks: locations,
  /** Name of the attention site on show; null for the first. */
  site: v.nullable(v.string()),
  /** The query on show, a cell of the site's query grid. */
  query: cell,
  /** Pinned queries; the query on show is one of them, or free. */
  pins: v.pipe(v.array(cell), v.maxLength(MAX_PINS)),
  /** Queries whose mean row is shown in place of a single one; empty for none. */
  region: locations,
  map: v.picklist(MAPS),
  part: v.picklist(PARTS),
  interventions,
  compare: v.picklist(COMPARISONS),
  /** Share of a row's weight that its outline holds, 0 to 1; 0 draws none. */
  mass: within(BOUNDS.mass),
  /** How many of the strongest links are drawn. */
  links: v.pipe(within(BOUNDS.links), v.integer()),
  /** Draw what convolution alone could reach. */
  reach: v.boolean(),
  scale: v.picklist(SCALES),
  /** How weights become colours between 0 and the top of the scale. */
  curve: v.picklist(CURVES),
  colormap: v.picklist(COLORMAPS),
  overlay: v.picklist(OVERLAYS),
  /** 0 to 1 */
  opacity: within(BOUNDS.opacity),
  /** Blend cells of the map; off shows the layer's own grid. */
  smooth: v.boolean(),
  /** Images that were put aside. */
  kept: v.pipe(v.array(keptPicture), v.maxLength(MAX_KEPT)),
  ownDirections: v.pipe(v.array(ownDirection), v.maxLength(MAX_OWN_DIRECTIONS)),
  walk,
  /** A state to compare the present one with. */
  pinned: v.nullable(v.object({ recipe: recipeSchema, interventions })),
});

export type LensState = v.InferOutput<typeof lensStateSchema>;
export type Colormap = LensState["colormap"];
export type SavedImage = LensState["kept"][number];
export type OwnDirection = LensState["ownDirections"][number];
export type Walk = LensState["walk"];

/** The image and query of the first visit: the inner corner of one eye, which reads the other eye. */
export const defaultLensState: LensState = {
  v: 1,
  model: "cats64",
  seed: 4,
  psi: 0.8,
  ...AS_SEEDED,
  locks: [],
  query: { x: 12, y: 12 },
  classes: {},
  site: null,
  pins: [],
  region: [],
  map: "row",
  part: "beta",
  interventions: {},
  compare: "after",
  mass: 0,
  links: 0,
  reach: false,
  scale: "absolute",
  curve: "root",
  colormap: "viridis",
  overlay: "spotlight",
  opacity: 0.65,
  smooth: false,
  kept: [],
  ownDirections: [],
  walk: { frames: [], secondsPerFrame: 2, loop: true, at: 0 },
  pinned: null,
};

/**
 * How a first visit shows the first image, where no address says anything else: not as dim, with the strongest links drawn and a map
 * that uses all of its colours.
 */
export const FIRST_VISIT: Partial<LensState> = { links: 5, scale: "map", opacity: 0.5 };
