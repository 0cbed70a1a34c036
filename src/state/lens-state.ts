/** The one state that a person makes: what to draw, where to look, how to show it. Validated, versioned, immutable. */
import * as v from "valibot";
import { MAX_SEED } from "../latent/noise";

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
/** Which picture is shown while an intervention is in force. */
export const COMPARISONS = ["after", "before", "difference"] as const;
export const GAMMA_SCALE = { min: -1, max: 2 } as const;
export const TEMPERATURE = { min: 0.1, max: 10 } as const;
export const MAX_LINKS = 32;
export const MAX_PINS = 8;
/** Farthest step along a direction, in the length of z before truncation (a latent of 128 entries is about 11 long). */
export const DIRECTION_LIMIT = 8;
/** Latent entries are shown and edited within these bounds; noise beyond them is one in 15,000. */
export const LATENT_LIMIT = 4;

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4095));
const cell = v.object({ x: coordinate, y: coordinate });
/** Locations by number, row by row. */
const locations = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));
const between = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const intervention = v.object({
  gammaScale: between(GAMMA_SCALE.min, GAMMA_SCALE.max),
  temperature: between(TEMPERATURE.min, TEMPERATURE.max),
  maskedKeys: locations,
  maskedQueries: locations,
});

export const lensStateSchema = v.object({
  v: v.literal(1),
  model: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SEED)),
  /** Truncation psi. */
  psi: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  /** Latent entries set by hand, by index. */
  edits: v.record(
    v.pipe(v.string(), v.digits()),
    v.pipe(v.number(), v.minValue(-LATENT_LIMIT), v.maxValue(LATENT_LIMIT)),
  ),
  /** Steps along the model's principal directions, by number from 0. */
  directions: v.record(v.pipe(v.string(), v.digits()), between(-DIRECTION_LIMIT, DIRECTION_LIMIT)),
  /** Latent entries, by index, that only their own slider changes. */
  locks: locations,
  /** Training step of the weights on show; null for the finished generator. */
  snapshot: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Weight of each class by its id, before they are made to sum to 1; empty for a model without classes, or its first class. */
  classes: v.record(v.string(), between(0, 1)),
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
  /** Changes inside the attention layers, by site. */
  interventions: v.record(v.string(), intervention),
  compare: v.picklist(COMPARISONS),
  /** Share of a row's weight that its outline holds, 0 to 1; 0 draws none. */
  mass: between(0, 1),
  /** How many of the strongest links are drawn. */
  links: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_LINKS)),
  /** Draw what convolution alone could reach. */
  reach: v.boolean(),
  scale: v.picklist(SCALES),
  /** How weights become colours between 0 and the top of the scale. */
  curve: v.picklist(CURVES),
  colormap: v.picklist(COLORMAPS),
  overlay: v.picklist(OVERLAYS),
  /** 0 to 1 */
  opacity: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Blend cells of the map; off shows the layer's own grid. */
  smooth: v.boolean(),
});

export type LensState = v.InferOutput<typeof lensStateSchema>;
export type Colormap = LensState["colormap"];

/** The picture and query of the first visit: an eye's corner that reads the corner of the other one. */
export const defaultLensState: LensState = {
  v: 1,
  model: "cats64",
  seed: 73,
  psi: 0.8,
  edits: {},
  directions: {},
  locks: [],
  snapshot: null,
  query: { x: 8, y: 15 },
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
};
