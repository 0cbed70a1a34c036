/** What `sagan-lens atlas` asks for, checked as far as no model is needed for it. */
import { extname } from "node:path";
import { BOUNDS } from "../viewer/controls/bounds";
import { CliError } from "./errors";
import { PSI, readModels } from "./options";
import { checkFile } from "./outputs";
import { parseClasses, parseNumber, parseSeeds, parseWhole } from "./parse";

const ATLAS_FORMATS = ["npz", "csv"] as const;
export type AtlasFormat = (typeof ATLAS_FORMATS)[number];

/** Seeds where none are named. */
const SEEDS = ["0-199"];

/** Options as they were typed. */
export interface TypedAtlasOptions {
  readonly model: string;
  readonly models?: string;
  readonly seeds?: readonly string[];
  readonly output: string;
  readonly psi: string;
  readonly class?: readonly string[];
  readonly step?: string;
  readonly site?: string;
  readonly gamma?: string;
  readonly temperature?: string;
  readonly effects?: true;
  readonly force?: true;
  readonly json?: true;
}

export interface AtlasCommandOptions {
  readonly model: string;
  /** The folder of models, with a slash at the end. */
  readonly models: URL;
  readonly seeds: readonly number[];
  /** The same as they were typed, such as `0-999`. */
  readonly seedsTyped: string;
  readonly output: string;
  readonly format: AtlasFormat;
  readonly psi: number;
  /** Empty: a model's classes take turns. */
  readonly classes: Readonly<Record<string, number>>;
  readonly step: number | null;
  readonly site: string | undefined;
  readonly gamma: number;
  readonly temperature: number;
  readonly effects: boolean;
  readonly json: boolean;
}

/** @throws CliError for each thing that cannot be meant */
export function readAtlasOptions(typed: TypedAtlasOptions): AtlasCommandOptions {
  const { output, seeds = SEEDS } = typed;
  const ending = extname(output).slice(1).toLowerCase();
  const format = ATLAS_FORMATS.find((name) => name === ending);
  if (!format) throw new CliError("atlas-format", { file: output });
  const { min: coldest, max: hottest } = BOUNDS.temperature;
  const options = {
    model: typed.model,
    models: readModels(typed.models),
    seeds: parseSeeds(seeds),
    seedsTyped: seeds.join(","),
    output,
    format,
    psi: parseNumber(typed.psi, "psi", PSI.min, PSI.max),
    classes: parseClasses(typed.class ?? []),
    step: typed.step === undefined ? null : parseWhole(typed.step, "step", 0, Number.MAX_SAFE_INTEGER),
    site: typed.site,
    gamma: parseNumber(typed.gamma ?? "1", "gamma", BOUNDS.gammaScale.min, BOUNDS.gammaScale.max),
    temperature: parseNumber(typed.temperature ?? "1", "temperature", coldest, hottest),
    effects: typed.effects ?? false,
    json: typed.json ?? false,
  };
  checkFile(output, typed.force ?? false);
  return options;
}
