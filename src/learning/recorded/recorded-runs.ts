/**
 * Two finished runs of one seed, with and without attention, to look at before anything is trained: a safetensors file of the losses and
 * gammas of every step and, at chosen steps, of scores, samples, their attention and the matching rule. `npm run learn:record` makes it.
 */
import * as v from "valibot";
import { LensError } from "../../model/errors";
import { readSafetensors, type Tensor, writeSafetensors } from "../../model/formats/safetensors";
import { DEFAULT_CONFIG, type LearningConfig } from "../config";
import { type Look, lookFrom } from "../look";
import type { RuleScore } from "../rule";
import { readDescription } from "../run-file";

const FORMAT = "sagan-lens-recorded-runs";
const VERSION = "1";
/** The most that the file may have: it is loaded whenever the page opens. */
export const MOST_RECORDED_BYTES = 300_000;

/** Which of the two runs. */
export const RECORDED = ["attention", "convolution"] as const;
export type Recorded = (typeof RECORDED)[number];

/** What stands at one of the chosen steps. */
export interface RecordedFrame {
  /** Of the batch of that step, before its update; at step 0 of the first batch, by the untrained networks. */
  readonly realScores: Float32Array;
  readonly fakeScores: Float32Array;
  /** Images of the averaged generator, the same latents at every step. */
  readonly look: Look;
  readonly rule: RuleScore;
}

export interface RecordedRun {
  readonly config: LearningConfig;
  /** Of each step from 1 on. */
  readonly discriminatorLoss: Float32Array;
  readonly generatorLoss: Float32Array;
  /** Of the generator; none without attention. */
  readonly gamma: Float32Array | undefined;
  readonly frames: readonly RecordedFrame[];
}

export interface RecordedRuns {
  /** Steps of both. */
  readonly steps: number;
  /** The steps with frames, from 0 to the last. */
  readonly at: readonly number[];
  /** Samples of each frame. */
  readonly samples: number;
  readonly runs: Readonly<Record<Recorded, RecordedRun>>;
}

/** A frame as it is measured. */
export interface MeasuredFrame {
  /** Discriminator's loss, generator's loss and generator's gamma of each step since the frame before. */
  readonly rows: readonly (readonly [discriminatorLoss: number, generatorLoss: number, gamma: number])[];
  /** Real, then generated. */
  readonly scores: readonly number[];
  /** 0 to 255. */
  readonly pixels: readonly number[];
  readonly queries: readonly number[];
  readonly keys: readonly number[];
  readonly shares: readonly number[];
  readonly rule: RuleScore;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const headSchema = v.object({
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
  at: v.pipe(v.array(whole), v.minLength(2), v.maxLength(1000)),
  samples: v.pipe(whole, v.minValue(2), v.maxValue(64)),
  ruleSamples: whole,
});

/** The standard configuration, which both runs have but for the attention of the second. */
export const recordedConfig = (run: Recorded, seed: number): LearningConfig => ({
  ...DEFAULT_CONFIG,
  seed,
  attention: run === "attention",
});

/** The names and shapes of a run's tensors. */
function shapesOf(config: LearningConfig, { at, samples }: v.InferOutput<typeof headSchema>) {
  const { attention, attentionSide, generatorWidths, size, channels, batch } = config;
  const frames = at.length;
  const steps = at[frames - 1];
  const depth = generatorWidths[Math.log2(attentionSide / 4)] / 8;
  const features = [frames, samples, attentionSide ** 2, depth];
  return {
    losses: [steps, 2],
    scores: [frames, 2, batch],
    pixels: [frames, samples, size, size, channels],
    rule: [frames, 4],
    ...(attention && { gamma: [steps], queries: features, keys: features, shares: [frames, samples] }),
  };
}

/** The file. @param measured of each run, one for each of the steps `at` */
export function writeRecordedRuns(
  head: v.InferOutput<typeof headSchema>,
  measured: Readonly<Record<Recorded, readonly MeasuredFrame[]>>,
): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const run of RECORDED) {
    const frames = measured[run];
    const rows = frames.flatMap((frame) => frame.rows);
    const parts: Readonly<Record<string, readonly number[]>> = {
      losses: rows.flatMap((row) => row.slice(0, 2)),
      gamma: rows.map(([, , gamma]) => gamma),
      scores: frames.flatMap(({ scores }) => scores),
      pixels: frames.flatMap(({ pixels }) => pixels),
      queries: frames.flatMap(({ queries }) => queries),
      keys: frames.flatMap(({ keys }) => keys),
      shares: frames.flatMap(({ shares }) => shares),
      rule: frames.flatMap(({ rule: { kept, clear, chance, kappa } }) => [kept, clear, chance, kappa]),
    };
    for (const [name, shape] of Object.entries(shapesOf(recordedConfig(run, head.seed), head))) {
      const data = name === "pixels" ? Uint8Array.from(parts[name]) : Float32Array.from(parts[name]);
      tensors.set(`${run}.${name}`, { shape, data });
    }
  }
  const metadata = { format: FORMAT, version: VERSION, runs: JSON.stringify(head) };
  // Half precision is far finer than the colours of a map.
  return writeSafetensors(tensors, metadata, (name) => /\.(queries|keys)$/.test(name));
}

/**
 * The runs of a file.
 * @param where the file's name, for the error's sentence
 * @throws LensError `safetensors-malformed`, `tensor-missing`, `tensor-shape`, `tensor-not-finite`, or `run-malformed` with `problem`
 */
export function readRecordedRuns(bytes: Uint8Array, where: string): RecordedRuns {
  const { tensors, metadata } = readSafetensors(bytes, where);
  const malformed = (problem: string) => new LensError("run-malformed", { where, problem });
  if (metadata.format !== FORMAT) throw malformed("it holds something other than recorded runs");
  if (metadata.version !== VERSION) throw malformed(`its version is ${metadata.version}, not ${VERSION}`);
  const head = readHead(metadata.runs ?? "", malformed);
  const { at, samples, seed } = head;
  const runs = Object.fromEntries(
    RECORDED.map((run) => [run, readRun(tensors, run, recordedConfig(run, seed), head, where)]),
  ) as Record<Recorded, RecordedRun>;
  return { steps: at[at.length - 1], at, samples, runs };
}

function readHead(text: string, malformed: (problem: string) => LensError) {
  const head = readDescription(text, headSchema, malformed);
  const { at } = head;
  if (at[0] !== 0 || at.some((step, n) => n > 0 && step <= at[n - 1]))
    throw malformed("its steps do not rise from 0");
  return head;
}

function readRun(
  tensors: ReadonlyMap<string, Tensor>,
  run: Recorded,
  config: LearningConfig,
  head: v.InferOutput<typeof headSchema>,
  where: string,
): RecordedRun {
  const shapes: Readonly<Record<string, readonly number[]>> = shapesOf(config, head);
  /** A tensor's numbers; none of one that this run does not have. */
  const numbers = (name: string): Float32Array => {
    const shape = shapes[name];
    if (!shape) return new Float32Array();
    const tensor = `${run}.${name}`;
    const found = tensors.get(tensor);
    if (!found) throw new LensError("tensor-missing", { where, tensor });
    const isBytes = found.data instanceof Uint8Array;
    if (String(found.shape) !== String(shape) || isBytes !== (name === "pixels")) {
      const [expected, is] = [shape, found.shape].map((sides) => `[${sides.join(", ")}]`);
      throw new LensError("tensor-shape", { where, tensor, expected, found: is });
    }
    return found.data instanceof Uint8Array ? Float32Array.from(found.data, fromByte) : found.data;
  };
  const losses = numbers("losses");
  const gamma = config.attention ? numbers("gamma") : undefined;
  const [scores, rule] = [numbers("scores"), numbers("rule")];
  const seen = ["pixels", "queries", "keys", "shares"].map(numbers);
  const frames = head.at.map((step, n): RecordedFrame => {
    const own = (all: Float32Array) => {
      const each = all.length / head.at.length;
      return all.subarray(n * each, (n + 1) * each);
    };
    const [kept, clear, chance, kappa] = own(rule);
    const [real, fake] = [own(scores).subarray(0, config.batch), own(scores).subarray(config.batch)];
    // Before the first step gamma is 0, and so is what attention adds.
    const joined = Float32Array.from([...seen.flatMap((all) => [...own(all)]), gamma?.[step - 1] ?? 0]);
    return {
      realScores: real,
      fakeScores: fake,
      look: lookFrom(joined, config, head.samples),
      rule: { samples: head.ruleSamples, kept, clear, chance, kappa },
    };
  });
  const every = (from: number) => losses.filter((_, n) => n % 2 === from);
  return { config, discriminatorLoss: every(0), generatorLoss: every(1), gamma, frames };
}

/** Of images from -1 to 1. */
const fromByte = (byte: number) => byte / 127.5 - 1;
export const toByte = (value: number) => Math.round(127.5 * (Math.min(1, Math.max(-1, value)) + 1));
