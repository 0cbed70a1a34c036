/** The table of controls: documented as it is, valid in addresses, and read back as written. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { BOUNDS, type Bounds, validRange } from "../../../src/viewer/controls/bounds";
import { fromPosition, sliderRange, toPosition } from "../../../src/viewer/controls/scale";
import * as table from "../../../src/viewer/controls/table";
import { defaultLensState, lensStateSchema } from "../../../src/viewer/state/lens-state";
import { initialViewerState, type ViewerState } from "../../../src/viewer/state/viewer-state";
import { controlsTable } from "../../support/controls-table";
import { projectPath, readManifest } from "../../support/files";

const state: ViewerState = {
  ...initialViewerState,
  manifest: readManifest("eurosat64"),
  lens: {
    ...defaultLensState,
    breed: { with: { seed: 5, edits: {} }, share: 0.5, path: "spherical" },
  },
};

const rows = Object.entries(table) as [string, unknown][];
const numbers = rows.filter((row): row is [string, table.NumberControl] => {
  const [, value] = row;
  return typeof value === "object" && value !== null && "bounds" in value;
});
const written = (change: Partial<ViewerState["lens"]>): ViewerState => ({
  ...state,
  lens: v.parse(lensStateSchema, { ...state.lens, ...change }),
});

test("docs/controls.md has the table as it is", () => {
  const lists = (control: table.ChoiceControl) =>
    control === table.classChoice
      ? "the model's classes"
      : control === table.snapshot
        ? "the model's training steps"
        : control.options(initialViewerState).join(", ");
  expect(readFileSync(projectPath("docs/controls.md"), "utf8")).toContain(controlsTable(lists));
});

test.each(numbers)("%s: both ends are valid and are read back", (name, { bounds, read, write }) => {
  const of = name === "classWeight" ? "River" : "3";
  for (const value of [bounds.min, bounds.max]) {
    expect(read(written(write(value, state, of)), of)).toBeCloseTo(value, 6);
  }
});

test.each(Object.entries(BOUNDS) as [string, Bounds][])(
  "%s: valid is what the slider gives, or more",
  (_, bounds) => {
    const valid = validRange(bounds);
    expect(valid.min).toBeLessThanOrEqual(bounds.min);
    expect(valid.max).toBeGreaterThanOrEqual(bounds.max);
    const { min, max } = sliderRange(bounds);
    expect(fromPosition(bounds, min)).toBeCloseTo(bounds.min);
    expect(fromPosition(bounds, max)).toBeCloseTo(bounds.max);
  },
);

test("beyond the valid ends a value is refused", () => {
  for (const lens of [{ psi: 2.1 }, { mass: 1.1 }, { links: 33 }, { opacity: -0.1 }, { seed: 2 ** 32 }]) {
    expect(v.safeParse(v.partial(lensStateSchema), lens).success).toBe(false);
  }
  const hot = { "g.attn": { gammaScale: 1, temperature: 11, maskedKeys: [], maskedQueries: [] } };
  expect(v.safeParse(v.partial(lensStateSchema), { interventions: hot }).success).toBe(false);
});

test("a logarithmic slider has exactly 1 at its middle, and any value at its place", () => {
  const { temperature } = BOUNDS;
  expect(fromPosition(temperature, 0.004)).toBe(1);
  expect(fromPosition(temperature, toPosition(temperature, 2.5))).toBeCloseTo(2.5);
});

test("a change that changes nothing is left out", () => {
  const warm = written(table.temperature.write(2, state, ""));
  expect(table.temperature.read(warm, "")).toBe(2);
  expect(table.temperature.write(1, warm, "")).toEqual({ interventions: {}, compare: "after" });
  expect(table.direction.write(0, written({ directions: { 3: 2 } }), "3")).toEqual({ directions: {} });
});
