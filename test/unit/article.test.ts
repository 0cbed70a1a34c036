/** The maths of the article's pieces, against the formulas that the article prints. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Matrix as FullMatrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { DISCRIMINATOR_GRIDS, GENERATOR_GRIDS } from "../../src/article/maths/grids";
import { fakeLoss, generatorLoss, realLoss } from "../../src/article/maths/hinge";
import { LAYER_FIGURES, type Measured } from "../../src/article/maths/layer-figures";
import { missingCells, windowWidth } from "../../src/article/maths/receptive";
import {
  apply,
  type Matrix,
  type PowerState,
  powerRound,
  powerStart,
  scale,
  singularValues,
} from "../../src/article/maths/spectral";
import { tableSize } from "../../src/article/maths/table-size";
import { mixed, type Point, toyRow } from "../../src/article/maths/toy-attention";
import { crossings, toyPath } from "../../src/article/maths/two-rates";
import { runsOf } from "../../src/article/prose";
import { projectPath } from "../support/files";

/** In hundredths: the reference loses itself among numbers that are next to nothing. */
const number = fc.integer({ min: -200, max: 200 }).map((hundredths) => hundredths / 100);
const matrices: fc.Arbitrary<Matrix> = fc.tuple(fc.tuple(number, number), fc.tuple(number, number));

describe("hinge", () => {
  test("losses are those of the formulas", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (score) => {
        expect(realLoss(score).loss).toBe(Math.max(0, 1 - score));
        expect(fakeLoss(score).loss).toBe(Math.max(0, 1 + score));
        expect(generatorLoss(score).loss).toBeCloseTo(-score, 12);
      }),
    );
  });

  test("slopes are the difference quotients away from the bends, and 0 in them", () => {
    const step = 1e-4;
    for (const score of [-3, -1.5, -0.5, 0, 0.4, 0.99, 1.5, 2.5]) {
      for (const loss of [realLoss, fakeLoss, generatorLoss]) {
        const quotient = (loss(score + step).loss - loss(score - step).loss) / (2 * step);
        expect(loss(score).slope).toBeCloseTo(quotient, 8);
      }
    }
    expect(realLoss(1)).toEqual({ loss: 0, slope: 0 });
    expect(fakeLoss(-1)).toEqual({ loss: 0, slope: 0 });
  });
});

describe("spectral normalisation", () => {
  test("singular values are those of a decomposition", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const [largest, smallest] = singularValues(matrix);
        const known = new SingularValueDecomposition(new FullMatrix(matrix.map((row) => [...row]))).diagonal;
        expect(largest).toBeCloseTo(Math.max(...known), 7);
        expect(smallest).toBeCloseTo(Math.min(...known), 7);
      }),
    );
  });

  test("nothing is stretched by a normalised matrix, and its largest singular value is 1", () => {
    fc.assert(
      fc.property(matrices, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (matrix, angle) => {
        const [largest] = singularValues(matrix);
        fc.pre(largest > 1e-3);
        const normalised = scale(matrix, 1 / largest);
        expect(singularValues(normalised)[0]).toBeCloseTo(1, 6);
        expect(Math.hypot(...apply(normalised, [Math.cos(angle), Math.sin(angle)]))).toBeLessThanOrEqual(
          1 + 1e-6,
        );
      }),
    );
  });

  test("each round turns v towards the most stretched direction, by the square of the ratio", () => {
    // Most stretched along x: the angle's tangent is |v_y / v_x|.
    const matrix: Matrix = [
      [2, 0],
      [0, 1.5],
    ];
    const tangent = ({ v: [x, y] }: PowerState) => Math.abs(y / x);
    let state = powerStart(matrix);
    for (let round = 1; round <= 12; round++) {
      const next = powerRound(matrix, state);
      expect(tangent(next) / tangent(state)).toBeCloseTo((1.5 / 2) ** 2, 6);
      expect(next.sigma).toBeGreaterThanOrEqual(state.sigma);
      expect(next.rounds).toBe(round);
      state = next;
    }
    expect(state.sigma).toBeCloseTo(2, 5);
  });

  test("the estimate is u^T W v with unit vectors, never above sigma", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { u, v, sigma } = powerRound(matrix, powerStart(matrix));
        const [a, b] = apply(matrix, v);
        expect(sigma).toBeCloseTo(u[0] * a + u[1] * b, 12);
        expect(sigma).toBeLessThanOrEqual(singularValues(matrix)[0] + 1e-9);
      }),
    );
  });

  test("a matrix of zeros stays finite", () => {
    const zero: Matrix = [
      [0, 0],
      [0, 0],
    ];
    expect(singularValues(zero)).toEqual([0, 0]);
    expect(powerRound(zero, powerStart(zero)).sigma).toBe(0);
  });
});

describe("the toy of two rates", () => {
  const rate = 0.05;
  test("swings below a ratio of four and not from there on", () => {
    for (const ratio of [0.25, 0.5, 1, 2])
      expect(crossings(toyPath(rate, ratio * rate, 240))).toBeGreaterThan(0);
    for (const ratio of [4, 8, 16]) expect(crossings(toyPath(rate, ratio * rate, 2000), 0)).toBe(0);
  });

  test("moves by the printed updates", () => {
    const [, first, second] = toyPath(0.1, 0.4, 2);
    expect(first).toEqual({ theta: 1, phi: -0.4 });
    expect(second.theta).toBeCloseTo(1 - 0.04, 12);
    expect(second.phi).toBeCloseTo(-0.4 - 0.4 * 0.6, 12);
  });
});

describe("the toy row", () => {
  const keys: readonly Point[] = [
    [1, 0],
    [0, 1],
    [-1, -1],
  ];
  test("weights are the softmax of the scores", () => {
    const { scores, weights } = toyRow([0.5, 2], keys);
    expect(scores).toEqual([0.5, 2, -2.5]);
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    for (const [place, score] of scores.entries()) {
      expect(weights[place]).toBeCloseTo(Math.exp(score) / total, 6);
    }
  });

  test("a query of length 0 gives every place the same, and a vector added to all keys changes nothing", () => {
    expect([...toyRow([0, 0], keys).weights].every((weight) => Math.abs(weight - 1 / 3) < 1e-6)).toBe(true);
    const moved = keys.map(([x, y]): Point => [x + 0.7, y - 1.3]);
    const [before, after] = [toyRow([0.5, 2], keys).weights, toyRow([0.5, 2], moved).weights];
    for (const [place, weight] of before.entries()) expect(after[place]).toBeCloseTo(weight, 6);
  });

  test("values are mixed by their weights", () => {
    expect(
      mixed(
        [0.25, 0.75],
        [
          [4, 8],
          [0, 4],
        ],
      ),
    ).toEqual([1, 5]);
  });
});

test("windows and tables have the sizes that the article names", () => {
  expect([1, 2, 12].map(windowWidth)).toEqual([3, 5, 25]);
  expect([3, 11, 12, 14].map((layers) => missingCells(8, 20, layers))).toEqual([9, 1, 0, 0]);
  expect(tableSize(32, 1)).toMatchObject({ queries: 1024, keys: 1024, weights: 1_048_576 });
  expect(tableSize(32, 2)).toMatchObject({ queries: 1024, keys: 256 });
  expect(tableSize(64, 1)).toEqual({ queries: 4096, keys: 4096, weights: 16_777_216, bytes: 64 * 2 ** 20 });
});

test("a paragraph falls into text, formulas, stresses and links", () => {
  expect(runsOf("So {beta} is *not* [it](https://a.b/c).")).toEqual([
    { kind: "text", text: "So " },
    { kind: "formula", text: "beta" },
    { kind: "text", text: " is " },
    { kind: "stress", text: "not" },
    { kind: "text", text: " " },
    { kind: "link", text: "it", address: "https://a.b/c" },
    { kind: "text", text: "." },
  ]);
});

interface Log {
  readonly step: number[];
  readonly gammaGenerator: number[];
  readonly gammaDiscriminator: number[];
  readonly scoreReal: number[];
  readonly scoreFake: number[];
}

test("what the article says of the trainings is what their logs and cards say", () => {
  const json = (path: string) => JSON.parse(readFileSync(projectPath(`public/models/${path}`), "utf8"));
  const land: Log = json("eurosat64/log.json");
  const at = (step: number, column: keyof Log, log = land) => log[column][log.step.indexOf(step)];
  expect(at(780, "gammaGenerator").toFixed(3)).toBe("-0.011");
  expect(at(8780, "gammaDiscriminator").toFixed(2)).toBe("0.70");
  expect(at(8780, "gammaGenerator").toFixed(2)).toBe("0.35");
  const afterLift = land.gammaGenerator.filter((_, place) => land.step[place] > 1400);
  expect(Math.min(...afterLift).toFixed(2)).toBe("0.13");
  const cats: Log = json("cats64/log.json");
  expect(at(25_600, "scoreReal", cats).toFixed(2)).toBe("1.12");
  expect(at(25_600, "scoreFake", cats).toFixed(2)).toBe("-0.80");
  expect(at(29_640, "scoreReal", cats).toFixed(2)).toBe("0.65");
  expect(at(29_640, "scoreFake", cats).toFixed(2)).toBe("-0.55");
  const figures = (model: string) => json(`${model}/model.json`).card.metrics;
  expect(figures("eurosat64").gammaEffect.toFixed(2)).toBe("0.18");
  expect(figures("cats64").gammaEffect.toFixed(2)).toBe("0.24");
  expect(figures("cats64").queryDependence.toFixed(2)).toBe("0.68");
  expect(figures("eurosat64").queryDependence.toFixed(2)).toBe("0.65");
  const config = (model: string) =>
    JSON.parse(readFileSync(projectPath(`training/configs/${model}.json`), "utf8"));
  for (const model of ["cats64", "eurosat64"]) {
    const { generator, discriminator } = config(model);
    expect(GENERATOR_GRIDS.map(({ channels }) => channels)).toEqual(generator.widths);
    expect(DISCRIMINATOR_GRIDS.map(({ channels }) => channels)).toEqual(discriminator.widths);
    expect(generator.sites).toMatchObject([{ resolution: 32, keyPooling: 1 }]);
    expect(discriminator.sites).toMatchObject([{ resolution: 32, keyPooling: 2 }]);
  }
  const { liftFrom, liftSteps, liftRate } = config("eurosat64").training;
  expect({ liftFrom, liftSteps, liftRate }).toEqual({ liftFrom: 800, liftSteps: 600, liftRate: 0.0005 });
});

test("the figures of many seeds are those of docs/atlas.md", () => {
  const written = ([value, low, high]: Measured) =>
    `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
  const table = readFileSync(projectPath("docs/atlas.md"), "utf8")
    .split("\n")
    .filter((line) => /^\| (?:cats64|eurosat64) /.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(
    LAYER_FIGURES.map(({ model, seeds, position, content, total }) => [
      ...[model, seeds.toLocaleString("en")],
      ...[position, content, total].map(written),
    ]),
  ).toEqual(table);
});
