/** What `sagan-lens import` asks for, checked as far as no file is needed for it. */
import { basename, resolve } from "node:path";
import * as v from "valibot";
import { MAX_SEED } from "../latent/noise";
import { modelId } from "../model/formats/model-id";
import { CliError } from "./errors";
import { parseNumber, parseNumbers } from "./parse";

/** Options as they were typed. */
export interface TypedImportOptions {
  readonly output: string;
  readonly family?: string;
  readonly statistics: string;
  readonly truncation?: string;
  readonly classes?: readonly string[];
  readonly name?: string;
  readonly half?: true;
  readonly add?: true;
  readonly force?: true;
  readonly json?: true;
}

/** A batch whose statistics take the running ones' place. */
export interface BatchWanted {
  readonly seed: number;
  readonly count: number;
}

export interface ImportCommandOptions {
  /** The checkpoint's file, or the files of a TensorFlow.js model. */
  readonly files: readonly string[];
  /** The model's folder. */
  readonly folder: string;
  readonly id: string;
  readonly family: string | undefined;
  readonly batch: BatchWanted | undefined;
  readonly truncation: number | undefined;
  readonly classes: readonly number[] | undefined;
  readonly name: string | undefined;
  readonly half: boolean;
  readonly add: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/** Images whose statistics are taken where no number is given: as many as a batch in training. */
const USUAL_BATCH = { seed: 0, count: 64 } as const;
const MOST_PICTURES = 4096;
/** Far above the classes of any data set that a generator was trained on. */
const MOST_CLASSES = 100_000;

/** @throws CliError for each thing that cannot be meant */
export function readImportOptions(files: readonly string[], typed: TypedImportOptions): ImportCommandOptions {
  const folder = resolve(typed.output);
  const id = basename(folder);
  if (!v.is(modelId, id)) throw new CliError("not-an-id", { given: id });
  return {
    files,
    folder,
    id,
    family: typed.family,
    batch: readStatistics(typed.statistics),
    truncation:
      typed.truncation === undefined ? undefined : parseNumber(typed.truncation, "truncation", 0, 1),
    classes: typed.classes && readClasses(typed.classes),
    name: typed.name,
    half: typed.half ?? false,
    add: typed.add ?? false,
    force: typed.force ?? false,
    json: typed.json ?? false,
  };
}

function readStatistics(given: string): BatchWanted | undefined {
  if (given === "running") return undefined;
  const match = /^batch(?::(\d+),(\d+))?$/.exec(given);
  if (!match) throw new CliError("not-statistics", { given });
  if (match[1] === undefined) return USUAL_BATCH;
  const [seed, count] = [Number(match[1]), Number(match[2])];
  if (seed > MAX_SEED || count < 1 || count > MOST_PICTURES) throw new CliError("not-statistics", { given });
  return { seed, count };
}

function readClasses(given: readonly string[]): number[] {
  return parseNumbers(given, MOST_CLASSES, (run) => new CliError("not-class-numbers", { given: run }));
}
