/** What the command line asks for, checked as far as no model is needed for it. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cell } from "../attention/grid";
import { FIGURE_SCALES } from "../export/figure-paint";
import type { NoiseKind } from "../latent/noise";
import { packagedModels } from "../model/storage/packaged.node";
import { BOUNDS } from "../viewer/controls/bounds";
import { COLORMAPS, type Colormap, MAX_PINS } from "../viewer/state/lens-state";
import { NOISES } from "../viewer/state/recipe";
import { CliError } from "./errors";
import { FORMATS, type Format, formatOf, isFolder } from "./outputs";
import {
  parseAddress,
  parseChoice,
  parseClasses,
  parseNumber,
  parseQuery,
  parseSeeds,
  parseWhole,
} from "./parse";

export const GROUNDS = ["plain", "over"] as const;
export const SCALE_MODES = ["absolute", "shown"] as const;
export const CONTENTS = ["row", "matrix", "image"] as const;
export const PSI = { min: 0, max: 2 } as const;

/** Options as they were typed. */
export interface TypedOptions {
  readonly model: string;
  readonly models?: string;
  readonly seed?: readonly string[];
  readonly seeds?: readonly string[];
  readonly query?: readonly string[];
  readonly output: string;
  readonly format?: string;
  readonly psi: string;
  readonly noise?: string;
  readonly class?: readonly string[];
  readonly site?: string;
  readonly gamma?: string;
  readonly temperature?: string;
  readonly step?: string;
  readonly map?: string;
  readonly colormap?: string;
  readonly scaleMode?: string;
  readonly scale?: string;
  readonly what?: string;
  readonly linkBase?: string;
  readonly force?: true;
  readonly json?: true;
}

export interface FigureOptions {
  readonly model: string;
  /** The folder of models, with a slash at the end. */
  readonly models: URL;
  readonly seeds: readonly number[];
  readonly queries: readonly Cell[];
  readonly output: string;
  readonly format: Format;
  readonly psi: number;
  readonly noise: NoiseKind | undefined;
  readonly classes: Readonly<Record<string, number>>;
  readonly site: string | undefined;
  readonly gamma: number;
  readonly temperature: number;
  readonly step: number | null;
  readonly ground: (typeof GROUNDS)[number];
  /** Absent where none was asked for: maps over the image then darken it. */
  readonly colormap: Colormap | undefined;
  readonly scaleMode: (typeof SCALE_MODES)[number];
  /** Pixels for each unit of a PNG figure. */
  readonly scale: number;
  /** What a table holds. */
  readonly content: (typeof CONTENTS)[number];
  readonly linkBase: URL | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** Options that say something about some formats only. */
const FOR_FORMATS = {
  map: ["png", "svg"],
  colormap: ["png", "svg"],
  scaleMode: ["png", "svg"],
  linkBase: ["png", "svg"],
  scale: ["png"],
  what: ["csv", "npy"],
} as const satisfies Partial<Record<keyof TypedOptions, readonly Format[]>>;

/** @throws CliError for each thing that cannot be meant */
export function readOptions(typed: TypedOptions): FigureOptions {
  const format = readFormat(typed);
  for (const [key, formats] of Object.entries(FOR_FORMATS) as [
    keyof typeof FOR_FORMATS,
    readonly Format[],
  ][]) {
    if (typed[key] === undefined || formats.includes(format)) continue;
    const option = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new CliError("option-not-for-format", { option, format, formats: formats.join(" or ") });
  }
  // `picture` was the name of `image` in the first version, and still works.
  const content = typed.what === "picture" ? "image" : parseChoice(typed.what ?? "row", "what", CONTENTS);
  const queries = (typed.query ?? []).map(parseQuery);
  const figure = format === "png" || format === "svg";
  if (queries.length === 0 && content === "row") throw new CliError("query-missing");
  if (figure && queries.length > MAX_PINS) {
    throw new CliError("too-many-queries", { count: queries.length, limit: MAX_PINS });
  }
  const { min: coldest, max: hottest } = BOUNDS.temperature;
  return {
    model: typed.model,
    models: readModels(typed.models),
    seeds: readSeeds(typed),
    queries,
    output: typed.output,
    format,
    psi: parseNumber(typed.psi, "psi", PSI.min, PSI.max),
    noise: typed.noise === undefined ? undefined : parseChoice(typed.noise, "noise", NOISES),
    classes: parseClasses(typed.class ?? []),
    site: typed.site,
    gamma: parseNumber(typed.gamma ?? "1", "gamma", BOUNDS.gammaScale.min, BOUNDS.gammaScale.max),
    temperature: parseNumber(typed.temperature ?? "1", "temperature", coldest, hottest),
    step: typed.step === undefined ? null : parseWhole(typed.step, "step", 0, Number.MAX_SAFE_INTEGER),
    ground: parseChoice(typed.map ?? "plain", "map", GROUNDS),
    colormap: typed.colormap === undefined ? undefined : parseChoice(typed.colormap, "colormap", COLORMAPS),
    scaleMode: parseChoice(typed.scaleMode ?? "absolute", "scale-mode", SCALE_MODES),
    scale: parseWhole(typed.scale ?? "2", "scale", Math.min(...FIGURE_SCALES), Math.max(...FIGURE_SCALES)),
    content,
    linkBase: typed.linkBase === undefined ? undefined : parseAddress(typed.linkBase, "link-base"),
    force: typed.force ?? false,
    json: typed.json ?? false,
  };
}

function readSeeds({ seed = [], seeds = [] }: TypedOptions): number[] {
  const given = [...seed, ...seeds];
  if (given.length === 0) throw new CliError("seed-missing");
  return parseSeeds(given);
}

function readFormat({ output, format }: TypedOptions): Format {
  if (isFolder(output)) return parseChoice(format ?? "png", "format", FORMATS);
  const own = formatOf(output);
  if (format !== undefined && parseChoice(format, "format", FORMATS) !== own) {
    throw new CliError("formats-differ", { file: output, format });
  }
  return own;
}

/** The folder of models, with a slash at the end. @throws CliError `not-an-address` */
export function readModels(given: string | undefined): URL {
  if (given === undefined) return packagedModels;
  const onWeb = /^https?:/i.test(given);
  return onWeb
    ? parseAddress(`${given.replace(/\/*$/, "")}/`, "models")
    : pathToFileURL(`${resolve(given)}/`);
}
