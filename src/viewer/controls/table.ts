/** Every control of a lens: where its value lives, its bounds, how it is read and written, its label. */
import { NO_INTERVENTION, type SiteIntervention } from "../../attention/intervention";
import { classWeights } from "../../latent/class-weights";
import { walkLength } from "../../latent/walk";
import { changedSite, intervened } from "../state/interventions";
import {
  COLORMAPS,
  COMPARISONS,
  CURVES,
  type LensState,
  MAPS,
  OVERLAYS,
  PARTS,
  SCALES,
} from "../state/lens-state";
import { MIX_PATHS, NOISES } from "../state/recipe";
import type { ViewerState } from "../state/viewer-state";
import { heaviestClass, shownLatent } from "../views/derived";
import { BOUNDS, type Bounds, clamped } from "./bounds";

type NumberField = "seed" | "psi" | "mass" | "links" | "opacity";
type FlagField = "reach" | "smooth";
type ChoiceField = "map" | "part" | "compare" | "scale" | "curve" | "colormap" | "overlay";

/** Keys of labels in the texts of the interface. */
export type ControlLabel =
  | NumberField
  | FlagField
  | ChoiceField
  | "noise"
  | "latent"
  | "directions"
  | "own"
  | "classes"
  | "mixShare"
  | "mixPath"
  | "gamma"
  | "temp"
  | "step"
  | "walkSeconds"
  | "walkLoop";

interface Control<Value> {
  /** The field of the state, as addresses and session files have it. */
  readonly field: string;
  readonly label: ControlLabel;
  /** @param of which entry of the field, where it has several: a latent entry, a direction, a class */
  readonly read: (state: ViewerState, of: string) => Value;
  /** @returns the part of the state that changes */
  readonly write: (value: Value, state: ViewerState, of: string) => Partial<LensState>;
}

export interface NumberControl extends Control<number> {
  readonly bounds: Bounds;
}

export interface ChoiceControl<T extends string = string> extends Control<T> {
  readonly options: (state: ViewerState) => readonly T[];
}

export type FlagControl = Control<boolean>;

function ofField(field: NumberField, bounds: Bounds): NumberControl {
  return {
    field,
    label: field,
    bounds,
    read: ({ lens }) => lens[field],
    write: (value) => ({ [field]: value }),
  };
}

function ofIntervention(
  field: "gammaScale" | "temperature",
  label: ControlLabel,
  bounds: Bounds,
): NumberControl {
  return {
    field: `interventions[site].${field}`,
    label,
    bounds,
    read: (state) => (state.lens.interventions[changedSite(state)] ?? NO_INTERVENTION)[field],
    write: (value, state) => intervened(state, { [field]: value } satisfies Partial<SiteIntervention>),
  };
}

/** Steps along directions, of which 0 is left out. */
function ofSteps(field: "directions" | "own", bounds: Bounds): NumberControl {
  return {
    field: `${field}[id]`,
    label: field,
    bounds,
    read: ({ lens }, of) => lens[field][of] ?? 0,
    write: (step, { lens }, of) => {
      const { [of]: _, ...rest } = lens[field];
      return { [field]: step === 0 ? rest : { ...rest, [of]: clamped(bounds, step) } };
    },
  };
}

export const seed = /* @__PURE__ */ ofField("seed", BOUNDS.seed);
export const psi = /* @__PURE__ */ ofField("psi", BOUNDS.psi);
export const latent: NumberControl = {
  field: "edits[index]",
  label: "latent",
  bounds: BOUNDS.latent,
  read: (state, of) => shownLatent(state)[Number(of)],
  write: (value, { lens }, of) => ({ edits: { ...lens.edits, [of]: clamped(BOUNDS.latent, value) } }),
};
export const direction = /* @__PURE__ */ ofSteps("directions", BOUNDS.direction);
export const ownDirection = /* @__PURE__ */ ofSteps("own", BOUNDS.ownDirection);
export const classWeight: NumberControl = {
  field: "classes[id]",
  label: "classes",
  bounds: BOUNDS.classWeight,
  read: (state, of) => namedClasses(state)[of] ?? 0,
  write: (weight, state, of) => ({ classes: { ...namedClasses(state), [of]: weight } }),
};
export const mixShare: NumberControl = {
  field: "breed.share",
  label: "mixShare",
  bounds: BOUNDS.mixShare,
  read: ({ lens }) => lens.breed?.share ?? 0,
  write: (share, { lens }) => ({ breed: lens.breed && { ...lens.breed, share } }),
};
export const gammaScale = /* @__PURE__ */ ofIntervention("gammaScale", "gamma", BOUNDS.gammaScale);
export const temperature = /* @__PURE__ */ ofIntervention("temperature", "temp", BOUNDS.temperature);
export const mass = /* @__PURE__ */ ofField("mass", BOUNDS.mass);
export const links = /* @__PURE__ */ ofField("links", BOUNDS.links);
export const opacity = /* @__PURE__ */ ofField("opacity", BOUNDS.opacity);
export const walkSeconds: NumberControl = {
  field: "walk.secondsPerFrame",
  label: "walkSeconds",
  bounds: BOUNDS.walkSeconds,
  read: ({ lens }) => lens.walk.secondsPerFrame,
  write: (secondsPerFrame, { lens }) => ({ walk: { ...lens.walk, secondsPerFrame } }),
};

/** The weights of classes; where none is chosen, those of the class that is drawn. */
function namedClasses({ lens, manifest }: ViewerState): LensState["classes"] {
  if (Object.keys(lens.classes).length > 0) return lens.classes;
  const ids = manifest?.classes?.map(({ id }) => id) ?? [];
  const weights = classWeights(lens.classes, ids);
  return Object.fromEntries(
    ids.map((id, at) => [id, weights[at]] as const).filter(([, weight]) => weight > 0),
  );
}

function choiceOf<K extends ChoiceField>(
  field: K,
  options: readonly LensState[K][],
): ChoiceControl<LensState[K]> {
  return {
    field,
    label: field,
    options: () => options,
    read: ({ lens }) => lens[field],
    write: (value) => ({ [field]: value }),
  };
}

/** The value of the finished generator among training steps. */
export const FINISHED = "";

export const classChoice: ChoiceControl = {
  field: "classes",
  label: "classes",
  options: ({ manifest }) => manifest?.classes?.map(({ id }) => id) ?? [],
  read: ({ lens, manifest }) =>
    heaviestClass(lens.classes, manifest?.classes?.map(({ id }) => id) ?? []) ?? "",
  write: (id) => ({ classes: { [id]: 1 } }),
};
export const snapshot: ChoiceControl = {
  field: "snapshot",
  label: "step",
  options: ({ manifest }) => [...(manifest?.snapshots.map(({ step }) => String(step)) ?? []), FINISHED],
  read: ({ lens }) => (lens.snapshot === null ? FINISHED : String(lens.snapshot)),
  write: (step) => ({ snapshot: step === FINISHED ? null : Number(step) }),
};
export const map = /* @__PURE__ */ choiceOf("map", MAPS);
export const part = /* @__PURE__ */ choiceOf("part", PARTS);
export const compare = /* @__PURE__ */ choiceOf("compare", COMPARISONS);
export const overlay = /* @__PURE__ */ choiceOf("overlay", OVERLAYS);
export const scale = /* @__PURE__ */ choiceOf("scale", SCALES);
export const curve = /* @__PURE__ */ choiceOf("curve", CURVES);
export const colormap = /* @__PURE__ */ choiceOf("colormap", COLORMAPS);
/** Standard normal noise is not said: addresses and files without it mean that. */
export const noise: ChoiceControl<(typeof NOISES)[number]> = {
  field: "noise",
  label: "noise",
  options: () => NOISES,
  read: ({ lens }) => lens.noise ?? NOISES[0],
  write: (value) => ({ noise: value === NOISES[0] ? undefined : value }),
};
export const mixPath: ChoiceControl<(typeof MIX_PATHS)[number]> = {
  field: "breed.path",
  label: "mixPath",
  options: () => MIX_PATHS,
  read: ({ lens }) => lens.breed?.path ?? MIX_PATHS[0],
  write: (path, { lens }) => ({ breed: lens.breed && { ...lens.breed, path } }),
};

function flagOf(field: FlagField): FlagControl {
  return { field, label: field, read: ({ lens }) => lens[field], write: (value) => ({ [field]: value }) };
}

export const reach = /* @__PURE__ */ flagOf("reach");
export const smooth = /* @__PURE__ */ flagOf("smooth");
export const walkLoop: FlagControl = {
  field: "walk.loop",
  label: "walkLoop",
  read: ({ lens }) => lens.walk.loop,
  write: (loop, { lens: { walk } }) => {
    const length = walkLength({ frames: walk.frames.length, loop });
    return { walk: { ...walk, loop, at: Math.min(walk.at, length) } };
  },
};
