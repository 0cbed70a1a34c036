/** Learning runs in this page, a few steps at a time, within reach of scripts. */
import { memory } from "@tensorflow/tfjs-core";
import { DEFAULT_CONFIG, type LearningConfig } from "../../src/learning/config";
import { Learner } from "../../src/learning/learner";
import { type MeasuredFrame, toByte } from "../../src/learning/recorded/recorded-runs";
import { type RuleScore, scoreRule } from "../../src/learning/rule";
import { asLensError, type PlainError } from "../../src/model/errors";
import { readSafetensors } from "../../src/model/formats/safetensors";
import type { BackendName } from "../../src/runtime/api/types";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { type FiveSteps, fiveSteps, type LearningVariant } from "../support/learning";
import { wasmPaths } from "./wasm-paths";

/** What some steps told: of the last one, and of all of them together. */
export interface Advanced {
  readonly step: number;
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  readonly realMean: number;
  readonly fakeMean: number;
  readonly generatorGamma: number | undefined;
  readonly discriminatorGamma: number | undefined;
  /** Milliseconds of each step. */
  readonly times: readonly number[];
  /** Tensors alive after the last step. */
  readonly tensors: number;
  readonly finite: boolean;
}

let learner: Learner | undefined;

function running(): Learner {
  if (!learner) throw new Error("start a run first");
  return learner;
}

async function begin(backend: BackendName): Promise<PlainError | undefined> {
  try {
    await startBackend(backend, wasmPaths);
    return undefined;
  } catch (error) {
    const { code, details } = asLensError(error);
    return { code, details };
  }
}

export const learning = {
  /** Starts a run of the standard configuration with changes; a backend that does not start comes back as data. */
  async startLearning(
    backend: BackendName,
    change: Partial<LearningConfig>,
  ): Promise<{ error?: PlainError; batch: number }> {
    learner?.dispose();
    learner = undefined;
    const error = await begin(backend);
    if (error) return { error, batch: 0 };
    learner = new Learner({ ...DEFAULT_CONFIG, ...change });
    return { batch: learner.config.batch };
  },

  async learn(steps: number): Promise<Advanced> {
    const times: number[] = [];
    let figures: Awaited<ReturnType<Learner["advance"]>> | undefined;
    let finite = true;
    for (let n = 0; n < steps; n++) {
      const start = performance.now();
      figures = await running().advance();
      times.push(performance.now() - start);
      finite &&= Number.isFinite(figures.discriminatorLoss + figures.generatorLoss);
    }
    if (!figures) throw new Error("at least one step");
    const { step, discriminatorLoss, generatorLoss, realMean, fakeMean } = figures;
    const { generatorGamma, discriminatorGamma } = figures;
    const gammas = { generatorGamma, discriminatorGamma };
    const losses = { discriminatorLoss, generatorLoss, realMean, fakeMean };
    return { step, ...losses, ...gammas, times, tensors: memory().numTensors, finite };
  },

  /** How many of the averaged generator's images keep the matching rule. */
  async ruleScore(samples: number): Promise<RuleScore> {
    return scoreRule(await running().sample(samples), running().config);
  },

  /**
   * Some steps, none before the first frame, and what stands then.
   * @param count images
   */
  async learnFrame(
    steps: number,
    count: number,
    ruleSamples: number,
  ): Promise<MeasuredFrame & { readonly firstScores: readonly number[] }> {
    const learner = running();
    const rows: MeasuredFrame["rows"][number][] = [];
    const scores: (readonly number[])[] = [];
    for (let n = 0; n < steps; n++) {
      const { discriminatorLoss, generatorLoss, generatorGamma, ...figures } = await learner.advance();
      rows.push([discriminatorLoss, generatorLoss, generatorGamma ?? 0]);
      scores.push([...figures.realScores, ...figures.fakeScores]);
    }
    const { pictures, sites } = await learner.look(count);
    return {
      ...{
        rows,
        scores: scores.at(-1) ?? [],
        firstScores: scores[0] ?? [],
        pixels: Array.from(pictures, toByte),
      },
      queries: sites.flatMap(({ queries }) => [...queries]),
      keys: sites.flatMap(({ keys }) => [...keys]),
      shares: sites.map(({ share }) => share),
      rule: scoreRule(await learner.sample(ruleSamples), learner.config),
    };
  },

  stopLearning(): { tensors: number } {
    learner?.dispose();
    learner = undefined;
    return { tensors: memory().numTensors };
  },

  /** Five steps against PyTorch's. @param golden address of `learning.safetensors` */
  async fiveSteps(
    backend: BackendName,
    variant: LearningVariant,
    golden: string,
  ): Promise<FiveSteps | { error: PlainError }> {
    const error = await begin(backend);
    if (error) return { error };
    const bytes = new Uint8Array(await (await fetch(golden)).arrayBuffer());
    return fiveSteps(readSafetensors(bytes, "learning.safetensors"), variant);
  },
};
