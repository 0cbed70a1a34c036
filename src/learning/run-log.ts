/** The figures of a run's steps as tensors of its file: the curves are there again with the weights. */
import { LensError } from "../model/errors";
import type { Tensor } from "../model/formats/safetensors";
import type { LearningConfig } from "./config";
import type { Layout } from "./layout";
import { type StepFigures, weightNames } from "./step-figures";

const PREFIX = "log.";
/** One number for each step. */
const NUMBERS = [
  ...(["step", "discriminatorLoss", "generatorLoss", "realMean", "fakeMean"] as const),
  ...(["generatorUpdate", "discriminatorUpdate"] as const),
] as const;
/** The same, with attention. */
const GAMMAS = ["generatorGamma", "discriminatorGamma"] as const;

export interface LogLayouts {
  readonly generator: Layout;
  readonly discriminator: Layout;
}

/** Several numbers for each step: how many, and what is read of a row. */
function wideColumns({ batch }: LearningConfig, layouts: LogLayouts) {
  const of = (network: keyof LogLayouts, key: "generatorSigmas" | "discriminatorSigmas") => {
    const names = weightNames(layouts[network]);
    return { key, width: names.length, of: (row: StepFigures) => names.map((name) => row[key][name] ?? 0) };
  };
  return [
    { key: "realScores", width: batch, of: (row: StepFigures) => row.realScores },
    { key: "fakeScores", width: batch, of: (row: StepFigures) => row.fakeScores },
    of("generator", "generatorSigmas"),
    of("discriminator", "discriminatorSigmas"),
  ] as const;
}

/** A run that diverged has figures that no file can hold. */
function isWhole(row: StepFigures): boolean {
  return (
    NUMBERS.every((key) => Number.isFinite(row[key])) &&
    [row.realScores, row.fakeScores].every((scores) => scores.every(Number.isFinite)) &&
    [row.generatorSigmas, row.discriminatorSigmas].every((sigmas) =>
      Object.values(sigmas).every(Number.isFinite),
    ) &&
    GAMMAS.every((key) => Number.isFinite(row[key] ?? 0))
  );
}

/** The tensors of a log: [steps], or [steps, width]. Rows with numbers that are not finite are left out. */
export function logToTensors(
  rows: readonly StepFigures[],
  config: LearningConfig,
  layouts: LogLayouts,
): [string, Tensor][] {
  const whole = rows.filter(isWhole);
  if (whole.length === 0) return [];
  const numbers = (key: (typeof NUMBERS | typeof GAMMAS)[number]): [string, Tensor] => [
    `${PREFIX}${key}`,
    { shape: [whole.length], data: Float32Array.from(whole, (row) => row[key] ?? 0) },
  ];
  const wide = wideColumns(config, layouts).map(({ key, width, of }): [string, Tensor] => {
    const data = new Float32Array(whole.length * width);
    whole.forEach((row, at) => {
      data.set(of(row), at * width);
    });
    return [`${PREFIX}${key}`, { shape: [whole.length, width], data }];
  });
  return [...NUMBERS.map(numbers), ...(config.attention ? GAMMAS.map(numbers) : []), ...wide];
}

/**
 * The log of a file; no rows where it has none, as files of earlier versions.
 * @param last the run's step: a log reaches no further
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function logFromTensors(
  tensors: ReadonlyMap<string, Tensor>,
  config: LearningConfig,
  layouts: LogLayouts,
  last: number,
  where: string,
): StepFigures[] {
  const steps = tensors.get(`${PREFIX}step`)?.data.length ?? 0;
  if (steps === 0) return [];
  const column = (key: string, width?: number): Float32Array => {
    const tensor = `${PREFIX}${key}`;
    const found = tensors.get(tensor);
    if (!found) throw new LensError("tensor-missing", { where, tensor });
    const shape = width === undefined ? [steps] : [steps, width];
    if (String(found.shape) !== String(shape) || !(found.data instanceof Float32Array)) {
      const [expected, is] = [shape, found.shape].map((sides) => `[${sides.join(", ")}]`);
      throw new LensError("tensor-shape", { where, tensor, expected, found: is });
    }
    return found.data;
  };
  const numbers = new Map([...NUMBERS, ...(config.attention ? GAMMAS : [])].map((key) => [key, column(key)]));
  const wide = new Map(
    wideColumns(config, layouts).map(({ key, width }) => [key, { width, data: column(key, width) }]),
  );
  const rows = Array.from({ length: steps }, (_, at): StepFigures => {
    const number = (key: (typeof NUMBERS)[number]) => numbers.get(key)?.[at] ?? 0;
    const part = (key: "realScores" | "fakeScores" | "generatorSigmas" | "discriminatorSigmas") => {
      const { width = 0, data = new Float32Array() } = wide.get(key) ?? {};
      return data.slice(at * width, (at + 1) * width);
    };
    const sigmas = (network: keyof LogLayouts) => {
      const values = part(`${network}Sigmas`);
      return Object.fromEntries(weightNames(layouts[network]).map((name, n) => [name, values[n]]));
    };
    return {
      step: number("step"),
      discriminatorLoss: number("discriminatorLoss"),
      generatorLoss: number("generatorLoss"),
      realScores: part("realScores"),
      fakeScores: part("fakeScores"),
      realMean: number("realMean"),
      fakeMean: number("fakeMean"),
      generatorGamma: numbers.get("generatorGamma")?.[at],
      discriminatorGamma: numbers.get("discriminatorGamma")?.[at],
      generatorUpdate: number("generatorUpdate"),
      discriminatorUpdate: number("discriminatorUpdate"),
      generatorSigmas: sigmas("generator"),
      discriminatorSigmas: sigmas("discriminator"),
    };
  });
  return rows.filter(({ step }) => step <= last);
}
