/** The state as an address, there and back. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { type LinkState, readHash, writeHash } from "../../src/viewer/address/address";
import { defaultLensState, lensStateSchema } from "../../src/viewer/state/lens-state";
import { anyState } from "../support/recipes";

const { v: _, kept, ownDirections, ...defaults } = defaultLensState;
const state = (change: Partial<LinkState>): LinkState => ({ ...defaults, ...change });

test("a state that goes into an address comes out of it as it was", () => {
  fc.assert(
    fc.property(anyState, (before) => {
      expect(readHash(`#${writeHash(before)}`)).toEqual({ state: before, refused: [] });
    }),
    { numRuns: 500 },
  );
});

test("what is as by default is left out, what people read is plain", () => {
  expect(writeHash(defaults)).toBe(`v=1&model=cats64&seed=${defaults.seed}&q=12.12`);
  expect(
    writeHash(
      state({
        seed: 42,
        psi: 0.5,
        classes: { River: 0.6, Highway: 0.4 },
        edits: { 3: 1.2, 17: -0.5 },
        directions: { 2: 1.5 },
        query: { x: 12, y: 8 },
        pins: [
          { x: 12, y: 8 },
          { x: 20, y: 30 },
        ],
        region: [0, 1, 2, 3, 9],
        interventions: { "g.attn": { gammaScale: 0, temperature: 1, maskedKeys: [4, 5], maskedQueries: [] } },
      }),
    ),
  ).toBe(
    "v=1&model=cats64&seed=42&psi=0.5&class=River:0.6,Highway:0.4&z=3:1.2,17:-0.5&dir=2:1.5&q=12.8&pins=12.8,20.30&region=0-3,9&gamma=g.attn:0&mask=g.attn:4-5",
  );
});

test("a wrong field falls back and is named; the others hold", () => {
  for (const [hash, refused] of [
    ["seed=-1", "seed"],
    ["seed=4294967296", "seed"],
    ["seed=1e400", "seed"],
    ["psi=9", "psi"],
    ["psi=NaN", "psi"],
    ["q=5", "q"],
    ["pins=1.2,x", "pins"],
    ["z=3:1.2,17", "z"],
    ["z=a:1", "z"],
    ["region=9-1", "region"],
    ["region=0-99999999999", "region"],
    ["scale=<script>alert(1)</script>", "scale"],
    ["gamma=g.attn:7", "gamma"],
    ["mix=%%%", "mix"],
    ["walk=N4Ig", "walk"],
    [`walk=${"A".repeat(30_000)}`, "walk"],
    ["model=../../secret", "model"],
    ["onload=alert(1)", "onload"],
    ["v=99", "v"],
    ["__proto__=1", "__proto__"],
  ]) {
    const read = readHash(`#${hash}&cmap=magma`);
    expect(read.refused, hash).toEqual([refused]);
    expect(read.state, hash).toEqual(state({ colormap: "magma" }));
  }
});

test("an address without a version, as a hand would type it, is read", () => {
  expect(readHash("#seed=42")).toEqual({ state: state({ seed: 42 }), refused: [] });
  expect(readHash("#lang=ko&seed=42")).toEqual({ state: state({ seed: 42 }), refused: [] });
  expect(readHash("")).toEqual({ state: defaults, refused: [] });
});

test("an address whose fragment was percent-encoded as a whole opens as meant", () => {
  const before = state({ seed: 42, classes: { "A b": 1 }, pins: [{ x: 3, y: 4 }] });
  expect(readHash(`#${encodeURIComponent(writeHash(before))}`)).toEqual({ state: before, refused: [] });
  expect(readHash("#v%3D1%26model%3Dcats64%26seed%3D42").state.seed).toBe(42);
  expect(readHash("#v%3D1%26seed%3D%E0%A4%A").refused).not.toEqual([]);
});

test("1,000 damaged addresses give a valid state and no error", () => {
  const damaged = anyState.chain((whole) => {
    const hash = writeHash(whole);
    const place = fc.integer({ min: 0, max: hash.length });
    return fc
      .array(fc.tuple(place, place, fc.string({ unit: "grapheme", maxLength: 8 })), {
        minLength: 1,
        maxLength: 6,
      })
      .map((cuts) =>
        cuts.reduce(
          (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + (length % 9)),
          hash,
        ),
      );
  });
  fc.assert(
    fc.property(damaged, (hash) => {
      const { state: read } = readHash(`#${hash}`);
      expect(v.safeParse(lensStateSchema, { ...read, v: 1, kept, ownDirections }).success).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
