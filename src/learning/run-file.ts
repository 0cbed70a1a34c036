/**
 * A run as one safetensors file: configuration, weights of both networks and of the average, Adam's moments, singular vectors, the
 * step, and the figures of the steps. All draws are functions of seed and step, so a run resumed from a file equals one that never stopped.
 */
import * as v from "valibot";
import { LensError } from "../model/errors";
import { readSafetensors, type Tensor, writeSafetensors } from "../model/formats/safetensors";
import { checkConfig, type LearningConfig, PICTURE_KINDS } from "./config";
import { discriminatorLayout, generatorLayout, type Layout } from "./layout";
import type { LearnerState } from "./learner";
import { logFromTensors, logToTensors } from "./run-log";
import {
  parametersFromTensors,
  parametersToTensors,
  vectorsFromTensors,
  vectorsToTensors,
} from "./state-tensors";
import type { StepFigures } from "./step-figures";
import type { TrainedState } from "./trained";

const FORMAT = "sagan-lens-learning";
/** Raised when an older lens could not read the file. */
const VERSION = "1";

/** A run apart from any backend. */
export interface SavedRun {
  readonly config: LearningConfig;
  readonly state: LearnerState;
  /** Figures of the steps, the earliest first; of a long run not of all of them. */
  readonly rows?: readonly StepFigures[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const widths = v.pipe(v.array(count), v.maxLength(8));
const configSchema = v.object({
  pictures: v.picklist(PICTURE_KINDS),
  size: count,
  channels: v.picklist([1, 3]),
  latent: v.pipe(count, v.maxValue(4096)),
  stem: v.picklist(["local", "global"]),
  generatorWidths: widths,
  discriminatorWidths: widths,
  tail: v.pipe(count, v.maxValue(8)),
  batchDeviation: v.boolean(),
  attention: v.boolean(),
  attentionSide: count,
  spectralGenerator: v.boolean(),
  spectralDiscriminator: v.boolean(),
  generatorRate: v.number(),
  discriminatorRate: v.number(),
  gammaRate: v.number(),
  beta1: v.number(),
  beta2: v.number(),
  average: v.number(),
  diversity: v.number(),
  batch: count,
  seed: count,
});
const headSchema = v.object({ config: configSchema, step: count, updates: v.strictTuple([count, count]) });

/** The file of a run. */
export function writeRun({ config, state, rows = [] }: SavedRun): Uint8Array {
  const { step, generator, discriminator, average } = state;
  const of = (layout: Layout, key: string, network: TrainedState): [string, Tensor][] => [
    ...parametersToTensors(layout, network.values, `${key}.`),
    ...parametersToTensors(layout, network.first, `${key}.first.`),
    ...parametersToTensors(layout, network.second, `${key}.second.`),
    ...vectorsToTensors(layout, network.vectors, `${key}.`),
  ];
  const [g, d] = [generatorLayout(config), discriminatorLayout(config)];
  const tensors = new Map([
    ...of(g, "g", generator),
    ...of(d, "d", discriminator),
    ...parametersToTensors(g, average, "average."),
    ...logToTensors(rows, config, { generator: g, discriminator: d }),
  ]);
  const head = { config, step, updates: [generator.updates, discriminator.updates] };
  return writeSafetensors(tensors, { format: FORMAT, version: VERSION, run: JSON.stringify(head) });
}

/**
 * The run of a file.
 * @param where the file's name, for the error's sentence
 * @throws LensError `safetensors-malformed`, `tensor-missing`, `tensor-shape`, `tensor-not-finite`, or `run-malformed` with `problem`
 */
export function readRun(bytes: Uint8Array, where: string): SavedRun {
  const { tensors, metadata } = readSafetensors(bytes, where);
  const malformed = (problem: string) => new LensError("run-malformed", { where, problem });
  if (metadata.format !== FORMAT) throw malformed("it holds something other than a learning run");
  if (metadata.version !== VERSION) throw malformed(`its version is ${metadata.version}, not ${VERSION}`);
  const { config, step, updates } = readHead(metadata.run ?? "", malformed);
  const of = (layout: Layout, key: string, made: number): TrainedState => ({
    values: parametersFromTensors(layout, tensors, `${key}.`, where),
    first: parametersFromTensors(layout, tensors, `${key}.first.`, where),
    second: parametersFromTensors(layout, tensors, `${key}.second.`, where),
    vectors: vectorsFromTensors(layout, tensors, `${key}.`, where),
    updates: made,
  });
  const [g, d] = [generatorLayout(config), discriminatorLayout(config)];
  return {
    config,
    state: {
      step,
      generator: of(g, "g", updates[0]),
      discriminator: of(d, "d", updates[1]),
      average: parametersFromTensors(g, tensors, "average.", where),
    },
    rows: logFromTensors(tensors, config, { generator: g, discriminator: d }, step, where),
  };
}

/** What a file of runs says of itself, in JSON. @throws what `malformed` makes of a problem */
export function readDescription<T extends v.GenericSchema>(
  text: string,
  schema: T,
  malformed: (problem: string) => LensError,
): v.InferOutput<T> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw malformed("its description is not JSON");
  }
  const parsed = v.safeParse(schema, data, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformed(`${v.getDotPath(issue) ?? "its description"}: ${issue.message}`);
  }
  return parsed.output;
}

function readHead(text: string, malformed: (problem: string) => LensError) {
  const head = readDescription(text, headSchema, malformed);
  try {
    checkConfig(head.config);
  } catch (error) {
    throw malformed((error as Error).message);
  }
  return head;
}
