/** The recorded runs that the training page is shipped with, and what their reader refuses. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  type MeasuredFrame,
  MOST_RECORDED_BYTES,
  RECORDED,
  readRecordedRuns,
  writeRecordedRuns,
} from "../../../src/learning/recorded/recorded-runs";
import { readSafetensors, type Tensor, writeSafetensors } from "../../../src/model/formats/safetensors";
import { projectPath } from "../../support/files";

const FILE = "recorded.safetensors";
const bytes = new Uint8Array(readFileSync(projectPath(`public/learning/${FILE}`)));

test("the shipped file is small and whole, and says what docs/learning.md says of its seed", () => {
  expect(bytes.length).toBeLessThanOrEqual(MOST_RECORDED_BYTES);
  const { steps, at, samples, runs } = readRecordedRuns(bytes, FILE);
  expect([at[0], at.at(-1), steps, samples]).toEqual([0, 600, 600, 4]);
  for (const run of RECORDED) {
    const { config, discriminatorLoss, generatorLoss, frames } = runs[run];
    expect(config.attention).toBe(run === "attention");
    expect([discriminatorLoss.length, generatorLoss.length, frames.length]).toEqual([600, 600, at.length]);
    for (const { look, realScores, fakeScores, rule } of frames) {
      expect(look.pictures).toHaveLength(samples * 16 * 16 * 3);
      expect(look.sites).toHaveLength(run === "attention" ? samples : 0);
      expect([realScores.length, fakeScores.length]).toEqual([16, 16]);
      expect(rule.kept).toBeLessThanOrEqual(rule.clear);
    }
  }
  expect(runs.attention.gamma?.at(-1)).toBeCloseTo(1.36, 2);
  expect(runs.convolution.gamma).toBeUndefined();
  const last = RECORDED.map((run) => {
    const { kept, clear, chance, kappa } = runs[run].frames[at.length - 1].rule;
    return [kept, clear, chance, kappa].map((value) => value.toFixed(2));
  });
  expect(last).toEqual([
    ["0.81", "0.82", "0.41", "0.99"],
    ["0.41", "0.77", "0.39", "0.05"],
  ]);
});

const rule = { samples: 8, kept: 0.5, clear: 0.75, chance: 0.25, kappa: 0.5 };
const numbers = (count: number, of: (n: number) => number) => Array.from({ length: count }, (_, n) => of(n));
/** A frame of two samples, with the numbers of `steps` steps. */
const frame = (steps: number, gamma: number): MeasuredFrame => ({
  rows: numbers(steps, (n) => n).map((n) => [n + 0.5, -n, gamma] as const),
  scores: numbers(32, (n) => n),
  pixels: numbers(2 * 16 * 16 * 3, (n) => n % 256),
  queries: numbers(2 * 64 * 3, (n) => n / 64),
  keys: numbers(2 * 64 * 3, (n) => -n / 64),
  shares: [0.25, 0.5],
  rule,
});
const HEAD = { seed: 5, at: [0, 2], samples: 2, ruleSamples: 8 };
const written = () =>
  writeRecordedRuns(HEAD, {
    attention: [frame(0, 0), frame(2, 0.75)],
    convolution: [frame(0, 0), frame(2, 0)],
  });

test("what is written is read as the same", () => {
  const { steps, runs } = readRecordedRuns(written(), FILE);
  expect(steps).toBe(2);
  const { discriminatorLoss, generatorLoss, gamma, frames } = runs.attention;
  expect([[...discriminatorLoss], [...generatorLoss], [...(gamma ?? [])]]).toEqual([
    [0.5, 1.5],
    [-0, -1],
    [0.75, 0.75],
  ]);
  const [first, last] = frames;
  expect(last.rule).toEqual(rule);
  expect([...last.fakeScores]).toEqual(numbers(16, (n) => n + 16));
  expect([first.look.sites[1].gamma, last.look.sites[1].gamma]).toEqual([0, 0.75]);
  expect(last.look.sites[1].share).toBe(0.5);
  expect([...last.look.sites[1].queries]).toEqual(numbers(192, (n) => (n + 192) / 64));
  expect(last.look.pictures[255]).toBe(1);
});

test("a damaged file is refused by name", () => {
  const { tensors, metadata } = readSafetensors(written(), FILE);
  const without = (name: string) => new Map([...tensors].filter(([other]) => other !== name));
  const refusal = (changed: ReadonlyMap<string, Tensor>, meta = metadata) => {
    try {
      readRecordedRuns(writeSafetensors(changed, meta), FILE);
    } catch (thrown) {
      return (thrown as { code?: string }).code;
    }
    return "accepted";
  };
  expect(refusal(tensors)).toBe("accepted");
  expect(refusal(without("convolution.losses"))).toBe("tensor-missing");
  const cut = { shape: [1, 2], data: new Float32Array(2) };
  expect(refusal(new Map([...tensors, ["attention.losses", cut]]))).toBe("tensor-shape");
  expect(refusal(tensors, { ...metadata, format: "sagan-lens-learning" })).toBe("run-malformed");
  expect(refusal(tensors, { ...metadata, version: "2" })).toBe("run-malformed");
  const head = (change: object) => ({ ...metadata, runs: JSON.stringify({ ...HEAD, ...change }) });
  expect(refusal(tensors, head({ at: [1, 2] }))).toBe("run-malformed");
  expect(refusal(tensors, head({ at: [0, 0] }))).toBe("run-malformed");
  expect(refusal(tensors, { ...metadata, runs: "{" })).toBe("run-malformed");
});
