/** Single numbers that the figures of a run say, for the explanations of its ingredients. Pure. */
import { median } from "d3-array";
import { cellCount, type QueryIndex } from "../../attention/grid";
import { attentionRow } from "../../attention/row";
import { summarizeRow } from "../../attention/summary";
import type { LayerSpectrum, LearningConfig, Look, StepFigures } from "../../runtime/jobs/training-run";

/** Steps that a number of the last steps is taken over: single ones jump. */
export const RECENT = 20;

/** One batch against the margins of the hinge loss (Zhang et al. 2019, section 3, equation 4). */
export interface Margins {
  readonly batch: number;
  /** Real images that score 1 or more, generated ones that score -1 or less: they add nothing to the loss, and no gradient. */
  readonly realBeyond: number;
  readonly madeBeyond: number;
  /** mean max(0, 1 - D(x)) and mean max(0, 1 + D(G(z))); their sum is the discriminator's loss. */
  readonly realPart: number;
  readonly madePart: number;
}

export function margins({ realScores, fakeScores }: Pick<StepFigures, "realScores" | "fakeScores">): Margins {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const real = Array.from(realScores);
  const made = Array.from(fakeScores);
  return {
    batch: real.length,
    realBeyond: real.filter((score) => score >= 1).length,
    madeBeyond: made.filter((score) => score <= -1).length,
    realPart: mean(real.map((score) => Math.max(0, 1 - score))),
    madePart: mean(made.map((score) => Math.max(0, 1 + score))),
  };
}

/** How far one weight moves in a step: the root of the mean square over all weights, a median of the last steps. */
export interface Moves {
  readonly generator: number;
  readonly discriminator: number;
}

/** @param sizes parameters of each network; @returns `undefined` before the first step */
export function moves(rows: readonly StepFigures[], sizes: Moves | undefined): Moves | undefined {
  const recent = rows.slice(-RECENT);
  if (!sizes || recent.length === 0) return undefined;
  const typical = (of: (row: StepFigures) => number, count: number) =>
    (median(recent, of) as number) / Math.sqrt(count);
  return {
    generator: typical(({ generatorUpdate }) => generatorUpdate, sizes.generator),
    discriminator: typical(({ discriminatorUpdate }) => discriminatorUpdate, sizes.discriminator),
  };
}

/** Products of the largest singular values of a network's weights: before normalisation and after. */
export interface Stretch {
  readonly before: number;
  readonly after: number;
}

export function stretch(layers: readonly LayerSpectrum[]): Stretch {
  return layers.reduce(
    (product, { before, after }) => ({ before: product.before * before, after: product.after * after }),
    { before: 1, after: 1 },
  );
}

/** The largest of a network's singular values at one step, before normalisation. */
export function largestSigma(sigmas: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(sigmas));
}

/** The attention of the images on show. */
export interface Attending {
  readonly gamma: number;
  /** Mean of ||gamma o|| / ||x||. */
  readonly share: number;
  /** Mean entropy of the rows of beta over log M: 1 where a query reads every key alike. */
  readonly entropyRatio: number;
}

/** @returns `undefined` without attention */
export function attending({ sites }: Look): Attending | undefined {
  if (sites.length === 0) return undefined;
  let [entropy, share, rows] = [0, 0, 0];
  for (const site of sites) {
    share += site.share / sites.length;
    for (let query = 0; query < cellCount(site.queryGrid); query++) {
      const found = summarizeRow(attentionRow(site, query as QueryIndex));
      entropy += found.entropy / found.maxEntropy;
      rows++;
    }
  }
  return { gamma: sites[0].gamma, share, entropyRatio: entropy / rows };
}

/** What the average keeps of itself at a step: less at first, when there is little to keep. */
export function keptShare({ average }: Pick<LearningConfig, "average">, step: number): number {
  return Math.min(average, (1 + step) / (10 + step));
}
