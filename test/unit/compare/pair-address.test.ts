/** Two states in one address. */
import { expect, test } from "vitest";
import {
  defaultPair,
  type Pair,
  readPair,
  sideState,
  writePair,
} from "../../../src/viewer/address/pair-address";
import { defaultLensState } from "../../../src/viewer/state/lens-state";

const pair: Pair = {
  a: { ...sideState(defaultLensState), seed: 7, psi: 1, edits: { 3: -0.5 } },
  b: {
    ...sideState(defaultLensState),
    model: "eurosat64",
    classes: { forest: 1, river: 0.5 },
    snapshot: 2000,
    directions: { 2: 1.5 },
    breed: { with: { seed: 9, edits: {} }, share: 0.25, path: "spherical" },
    site: "g.attn",
    interventions: {
      "g.attn": { gammaScale: 0.5, temperature: 2, maskedKeys: [0, 1, 2, 40], maskedQueries: [5] },
    },
  },
  leader: "a",
  query: { x: 3, y: 30 },
};

test("an address holds both sides and the query, of either side's grid", () => {
  for (const leader of ["a", "b"] as const) {
    const read = readPair(`#${writePair({ ...pair, leader })}`);
    expect(read).toEqual({ pair: { ...pair, leader }, refused: [] });
  }
});

test("without an address the first image stands beside the same without attention", () => {
  expect(readPair("")).toEqual({ pair: defaultPair, refused: [] });
  expect(defaultPair.b).toEqual({
    ...defaultPair.a,
    interventions: { "g.attn": { gammaScale: 0, temperature: 1, maskedKeys: [], maskedQueries: [] } },
  });
});

test("what is not understood is named with its side, and all else is taken", () => {
  const { pair: read, refused } = readPair(
    `a=${encodeURIComponent("seed=12&psi=99")}&b=${encodeURIComponent("colour=red&seed=3")}&q=x&walk=1`,
  );
  expect(refused).toEqual(["a: psi", "b: colour", "q", "walk"]);
  expect([read.a.seed, read.b.seed, read.a.psi]).toEqual([12, 3, defaultLensState.psi]);
  expect(read.query).toEqual(defaultLensState.query);
});

test("a query that stands in a side's own address is taken, and the pair's own is stronger", () => {
  const side = encodeURIComponent("seed=1&q=4.5");
  expect(readPair(`a=&b=${side}`).pair).toMatchObject({ leader: "b", query: { x: 4, y: 5 } });
  expect(readPair(`a=${side}&qb=1.2`).pair).toMatchObject({ leader: "b", query: { x: 1, y: 2 } });
  expect(readPair(`a=${side}&q=1.2`).pair).toMatchObject({ leader: "a", query: { x: 1, y: 2 } });
});

test("an address that a mail program encoded as a whole, or damaged, is read without an error", () => {
  const hash = writePair(pair);
  expect(readPair(encodeURIComponent(hash)).pair).toEqual(pair);
  for (let cut = 0; cut < hash.length; cut += 3) expect(() => readPair(hash.slice(0, cut))).not.toThrow();
});
