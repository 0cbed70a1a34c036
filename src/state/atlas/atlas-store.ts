/** What the page `atlas.html` shows: what is computed, how far it is, and what is known so far. */
import { create } from "zustand";
import type { AtlasFigures } from "../../atlas/atlas";
import type { AtlasProvenance } from "../../atlas/provenance";
import type { Cell } from "../../attention/grid";
import type { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { ModelEntry } from "../../model/formats/models-index";
import type { Engine, EngineProgress } from "../../runtime/api/engine";
import type { OpenedAtlas, QueryRow } from "../../runtime/atlas/atlas-worker";
import { type AtlasChoice, type AtlasMap, DEFAULT_ATLAS } from "./atlas-hash";

export type AtlasStatus =
  /** The generator is being opened. */
  | { readonly phase: "opening"; readonly progress: EngineProgress | undefined }
  | { readonly phase: "running" | "paused" | "done" | "cancelled" }
  | { readonly phase: "failed"; readonly error: LensError };

export interface AtlasProgress {
  /** Of all work, 0 to 1. */
  readonly share: number;
  /** Seeds whose images have been generated. */
  readonly done: number;
}

/** A file whose statistics are on show. */
export interface AtlasFile {
  readonly name: string;
  readonly provenance: AtlasProvenance;
  /** How its weights compare with those of the model of its name here: they are of seeds' images that are generated now. */
  readonly weights: "opening" | "same" | "other" | "missing";
}

/** A file that could not be opened. */
export interface AtlasFileFault extends Pick<Extract<OpenedAtlas, { fault: string }>, "fault" | "problem"> {
  readonly name: string;
}

export interface AtlasState {
  /** What is being computed. */
  readonly choice: AtlasChoice;
  /** The pinned query, and the one that is pointed at. */
  readonly pinned: Cell | null;
  readonly pointed: Cell | null;
  readonly map: AtlasMap;
  readonly models: readonly ModelEntry[];
  /** Of the model that is open. */
  readonly manifest: Manifest | undefined;
  readonly engine: Pick<Engine, "backend" | "adapter" | "check"> | undefined;
  readonly status: AtlasStatus;
  readonly progress: AtlasProgress;
  /** The file that the statistics are from; undefined where they are computed. */
  readonly file: AtlasFile | undefined;
  readonly fileFault: AtlasFileFault | undefined;
  /** The newest statistics. */
  readonly figures: AtlasFigures | undefined;
  /** Of the query on show. */
  readonly row: QueryRow | undefined;
  /** Images of single seeds, RGBA bytes by seed. */
  readonly seedImages: ReadonlyMap<number, Uint8ClampedArray<ArrayBuffer>>;
  /** Seeds that had been done when the page was left or reloaded in the middle; 0 where nothing was lost. */
  readonly lostSeeds: number;
}

export const NO_PROGRESS: AtlasProgress = { share: 0, done: 0 };

const { query: pinned, map, ...choice } = DEFAULT_ATLAS;

export const useAtlas = create<AtlasState>()(() => ({
  ...{ choice, pinned, map },
  pointed: null,
  models: [],
  manifest: undefined,
  engine: undefined,
  status: { phase: "opening", progress: undefined },
  progress: NO_PROGRESS,
  file: undefined,
  fileFault: undefined,
  figures: undefined,
  row: undefined,
  seedImages: new Map(),
  lostSeeds: 0,
}));

/** Whether work is under way or held up, so that it would be lost. */
export function isUnderWay({ status: { phase } }: Pick<AtlasState, "status">): boolean {
  return phase === "running" || phase === "paused";
}

/** The query whose row is on show: where the pointer is, else the pinned one, else the middle. */
export function shownQuery({
  figures,
  pinned: fixed,
  pointed,
}: Pick<AtlasState, "figures" | "pinned" | "pointed">): Cell | undefined {
  if (!figures) return undefined;
  const { width, height } = figures.queryGrid;
  const { x, y } = pointed ?? fixed ?? { x: width >> 1, y: height >> 1 };
  // An address may name a cell of another model's grid.
  return { x: Math.min(width - 1, x), y: Math.min(height - 1, y) };
}

/** Weights of the classes of a seed's image; `{}` for a model without classes. */
export function classesOfSeed(
  { choice: { classes }, manifest }: Pick<AtlasState, "choice" | "manifest">,
  seed: number,
): Readonly<Record<string, number>> {
  const known = manifest?.classes;
  if (!known) return {};
  return classes ?? { [known[seed % known.length].id]: 1 };
}
