/** Colour maps and pins stay readable for colour-blind eyes. */
import { describe, expect, test } from "vitest";
import { COLOR_STEPS, type ColormapName, colorTable, parseColor } from "../../src/render/colormap";
import { pinColor } from "../../src/render/pin-colors";
import { deltaE, type Lab, seen, VISIONS, type Vision } from "../support/colour-vision";

const COLORMAPS: readonly ColormapName[] = ["viridis", "magma", "inferno", "plasma", "cividis"];
const EVERY_VISION = Object.keys(VISIONS) as Vision[];
const PINS = 8;
/** What a difference must at least be to be noticed (CIE 1976). */
const JUST_NOTICED = 2.3;
/** A sixteenth of the bar. */
const NEIGHBOUR = COLOR_STEPS / 16;
/** Bytes are whole numbers, and a matrix makes a little more of their rounding. */
const ROUNDING = 0.15;

test("the simulation: green and red fall together without green cones, greys stay what they are", () => {
  // A red and a green of Tableau 10.
  const [red, green] = (["#e15759", "#59a14f"] as const).map(parseColor);
  expect(deltaE(seen(red, "usual"), seen(green, "usual"))).toBeGreaterThan(80);
  expect(deltaE(seen(red, "deuteranopia"), seen(green, "deuteranopia"))).toBeLessThan(JUST_NOTICED);
  const grey = [119, 119, 119] as const;
  for (const vision of EVERY_VISION)
    expect(deltaE(seen(grey, vision), seen(grey, "usual"))).toBeLessThan(0.5);
  expect(seen([255, 255, 255], "usual").map(Math.round)).toEqual([100, 0, 0]);
});

describe.each(EVERY_VISION)("%s", (vision) => {
  test.each(COLORMAPS)("%s only gets brighter, and a sixteenth of the bar is seen", (name) => {
    const table = colorTable(name);
    const colours = Array.from(
      { length: COLOR_STEPS },
      (_, step): Lab => seen([table[step * 3], table[step * 3 + 1], table[step * 3 + 2]], vision),
    );
    let brightest = 0;
    for (const [step, colour] of colours.entries()) {
      expect(colour[0]).toBeGreaterThan(brightest - ROUNDING);
      brightest = Math.max(brightest, colour[0]);
      if (step >= NEIGHBOUR) expect(deltaE(colour, colours[step - NEIGHBOUR])).toBeGreaterThan(JUST_NOTICED);
    }
    expect(colours[COLOR_STEPS - 1][0] - colours[0][0]).toBeGreaterThan(60);
  });

  test("any two pins are told apart", () => {
    const pins = Array.from({ length: PINS }, (_, pin) => seen(parseColor(pinColor(pin)), vision));
    for (const [at, one] of pins.entries()) {
      for (const other of pins.slice(at + 1)) expect(deltaE(one, other)).toBeGreaterThan(18);
    }
  });
});
