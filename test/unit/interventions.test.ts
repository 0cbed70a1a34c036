/** Changes inside a layer as data, and as acts of a person on the store. */
import { afterEach, expect, test } from "vitest";
import {
  maskOf,
  NO_INTERVENTION,
  sameInterventions,
  withoutIdentities,
} from "../../src/attention/intervention";
import {
  intervene,
  movePin,
  paintMask,
  pinCell,
  resetInterventions,
  setSite,
} from "../../src/state/store/actions";
import { undo } from "../../src/state/store/history";
import { separateStep, useStore } from "../../src/state/store/store";
import { defaultLensState, type LensState } from "../../src/viewer/state/lens-state";
import type { LensImage } from "../../src/viewer/state/viewer-state";
import { currentIntervention, isIntervening, isStale } from "../../src/viewer/views/derived";
import { currentDifference } from "../../src/viewer/views/difference";
import { siteOf } from "../support/sites";

const grid = { width: 4, height: 2 };
const site = siteOf({
  queryGrid: grid,
  keyGrid: grid,
  depth: 1,
  queries: Array(8).fill(1),
  keys: Array(8).fill(1),
});

function pictureOf(values: number[], interventions: LensImage["interventions"] = {}): LensImage {
  return {
    size: 2,
    pixels: new Uint8ClampedArray(16),
    values: Float32Array.from(values),
    sites: [site],
    from: "engine",
    recipe: defaultLensState,
    interventions,
  };
}

const initial = useStore.getState();
afterEach(() => {
  useStore.setState(initial, true);
  useStore.temporal.getState().clear();
});

test("a change that changes nothing is none, and masks outside the grid are refused", () => {
  const half = { ...NO_INTERVENTION, maskedKeys: [0, 1] };
  expect(withoutIdentities({ "g.attn": NO_INTERVENTION, "g.other": half })).toEqual({ "g.other": half });
  expect(sameInterventions({ "g.attn": { ...NO_INTERVENTION } }, {})).toBe(true);
  expect(sameInterventions({ "g.attn": half }, { "g.attn": { ...half, maskedKeys: [0, 2] } })).toBe(false);
  expect(maskOf([], 8)).toBeUndefined();
  expect(Array.from(maskOf([1, 7], 8) ?? [])).toEqual([0, 1, 0, 0, 0, 0, 0, 1]);
  expect(() => maskOf([8], 8)).toThrow(RangeError);
});

test("masks are painted and freed; masking every key is refused in words and leaves the mask as it was", () => {
  useStore.setState({ image: pictureOf([0, 0, 0, 0]) });
  paintMask("maskedKeys", [5, 1, 2], true);
  paintMask("maskedKeys", [2], false);
  expect(currentIntervention(useStore.getState()).maskedKeys).toEqual([1, 5]);
  paintMask("maskedKeys", [0, 1, 2, 3, 4, 5, 6, 7], true);
  expect(currentIntervention(useStore.getState()).maskedKeys).toEqual([1, 5]);
  expect(useStore.getState().notices.map(({ error }) => error.code)).toEqual(["all-keys-masked"]);
  paintMask("maskedQueries", [0, 1, 2, 3, 4, 5, 6, 7], true);
  expect(currentIntervention(useStore.getState()).maskedQueries).toHaveLength(8);
  resetInterventions();
  expect(isIntervening(useStore.getState())).toBe(false);
});

test("a changed gamma waits for its own picture and compares it with the one as learned", () => {
  useStore.setState({ image: pictureOf([0, 0.5, -0.5, 1]) });
  expect(isStale(useStore.getState())).toBe(false);
  intervene({ gammaScale: 0 });
  expect(isStale(useStore.getState())).toBe(true);
  expect(currentDifference(useStore.getState())).toBeUndefined();
  const { interventions } = useStore.getState().lens;
  useStore.setState({ changed: pictureOf([0, 0, -0.5, 0.5], interventions) });
  expect(isStale(useStore.getState())).toBe(false);
  expect(currentDifference(useStore.getState())).toEqual({
    grid: { width: 2, height: 2 },
    signed: Float32Array.from([0, -0.5, 0, -0.5]),
    top: 0.5,
    meanAbsolute: 0.25,
  });
});

const compare = () => useStore.getState().lens.compare;
const compareBy = (choice: LensState["compare"]) =>
  useStore.setState(({ lens }) => ({ lens: { ...lens, compare: choice } }));

test("the comparison ends with the last intervention, and undo brings both back", () => {
  useStore.setState({ image: pictureOf([0, 0, 0, 0]) });
  intervene({ gammaScale: 0 });
  separateStep();
  compareBy("difference");
  separateStep();
  intervene({ gammaScale: 0.5 });
  expect(compare()).toBe("difference");
  separateStep();
  resetInterventions();
  expect(compare()).toBe("after");
  undo();
  expect(isIntervening(useStore.getState())).toBe(true);
  expect(compare()).toBe("difference");
  intervene({ gammaScale: 1 });
  expect(compare()).toBe("after");
  // As an address may have it.
  compareBy("difference");
  intervene({ gammaScale: 0 });
  expect(compare()).toBe("after");
});

test("a change is seen, though the unmodified image was on show; a mask painted again is none", () => {
  useStore.setState({ image: pictureOf([0, 0, 0, 0]) });
  intervene({ gammaScale: 0 });
  compareBy("before");
  intervene({ gammaScale: 0 });
  expect(compare()).toBe("before");
  intervene({ gammaScale: 0.5 });
  expect(compare()).toBe("after");
  compareBy("before");
  paintMask("maskedKeys", [1], true);
  expect(compare()).toBe("after");
});

test("pins move where no other pin stands, and another site lets go of them", () => {
  useStore.setState({ image: pictureOf([0, 0, 0, 0]) });
  pinCell({ x: 0, y: 0 });
  pinCell({ x: 3, y: 1 }, true);
  movePin({ x: 3, y: 1 }, { x: 0, y: 0 });
  expect(useStore.getState().lens.pins).toEqual([
    { x: 0, y: 0 },
    { x: 3, y: 1 },
  ]);
  movePin({ x: 3, y: 1 }, { x: 2, y: 1 });
  expect(useStore.getState().lens).toMatchObject({
    query: { x: 2, y: 1 },
    pins: [
      { x: 0, y: 0 },
      { x: 2, y: 1 },
    ],
  });
  setSite("g.attn");
  expect(useStore.getState().lens.pins).toEqual([]);
});
