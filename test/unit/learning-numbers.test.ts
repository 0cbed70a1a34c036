import { describe, expect, it } from "vitest";
import type { StepFigures } from "../../src/state/training/training";
import { attending, keptShare, margins, moves, stretch } from "../../src/state/training/training-numbers";

describe("margins of the hinge loss", () => {
  const realScores = Float32Array.of(2, 1, 0.5, -1);
  const fakeScores = Float32Array.of(-3, -1, 0, 1);

  it("counts what lies beyond them, the margin itself included", () => {
    const found = margins({ realScores, fakeScores });
    expect(found).toMatchObject({ batch: 4, realBeyond: 2, madeBeyond: 2 });
  });

  it("gives both parts of the discriminator's loss", () => {
    const { realPart, madePart } = margins({ realScores, fakeScores });
    expect(realPart).toBeCloseTo((0 + 0 + 0.5 + 2) / 4, 12);
    expect(madePart).toBeCloseTo((0 + 0 + 1 + 2) / 4, 12);
  });
});

describe("a weight's move", () => {
  const row = (generatorUpdate: number, discriminatorUpdate: number) =>
    ({ generatorUpdate, discriminatorUpdate }) as StepFigures;

  it("is the median update over the root of the number of weights, of the last steps alone", () => {
    const old = Array.from({ length: 30 }, () => row(1000, 1000));
    const recent = Array.from({ length: 20 }, (_, at) => row(at === 7 ? 500 : 3, 8));
    expect(moves([...old, ...recent], { generator: 9, discriminator: 16 })).toEqual({
      generator: 1,
      discriminator: 2,
    });
  });

  it("is unknown before the first step", () => {
    expect(moves([], { generator: 9, discriminator: 16 })).toBeUndefined();
  });
});

it("singular values multiply", () => {
  const layers = [
    { name: "a", before: 2, after: 1 },
    { name: "b", before: 3, after: 0.5 },
  ];
  expect(stretch(layers)).toEqual({ before: 6, after: 0.5 });
});

describe("what attention does in the samples", () => {
  const grid = { width: 2, height: 2 };
  const site = (queries: Float32Array, share: number) => ({
    ...{ name: "g.attn", queryGrid: grid, keyGrid: grid, depth: 1, gamma: 0.5, share, maxWeight: 1 },
    ...{ temperature: 1, keyMask: undefined, queries, keys: Float32Array.of(1, 0, 0, 0) },
  });

  it("is even with no score at all, and sharp with a large one", () => {
    const even = attending({ pictures: new Float32Array(), sites: [site(new Float32Array(4), 0.25)] });
    expect(even).toMatchObject({ gamma: 0.5, share: 0.25 });
    expect(even?.entropyRatio).toBeCloseTo(1, 6);
    const sharp = attending({
      pictures: new Float32Array(),
      sites: [site(new Float32Array(4).fill(50), 0.25)],
    });
    expect(sharp?.entropyRatio).toBeLessThan(1e-6);
  });

  it("is nothing without an attention layer", () => {
    expect(attending({ pictures: new Float32Array(), sites: [] })).toBeUndefined();
  });
});

it("an average keeps little of itself at first and never more than it is set to", () => {
  expect(keptShare({ average: 0.99 }, 0)).toBeCloseTo(0.1, 12);
  expect(keptShare({ average: 0.99 }, 100_000)).toBe(0.99);
});
