import { expect, test } from "vitest";
import { JUST_NOTICED, overlayContrast } from "../../scripts/lib/overlay-contrast";
import { colorTable } from "../../src/render/colormap";
import { colorStep, overlayStyle, paintHeatMap } from "../../src/render/heat-map";

test("a flat row stays flat on every scale, and weights above the top get the last colour", () => {
  const linear = { top: 0.5, curve: "linear" } as const;
  expect(colorStep(0, linear)).toBe(0);
  expect(colorStep(0.25, linear)).toBe(128);
  expect(colorStep(0.9, linear)).toBe(255);
  expect(colorStep(0.125, { top: 0.5, curve: "root" })).toBe(128);
  expect(colorStep(0.1, { top: 0, curve: "linear" })).toBe(0);
});

test("colours are those of the map, cell by cell", () => {
  const pixels = new Uint8ClampedArray(8);
  paintHeatMap(
    Float32Array.from([0, 1]),
    { top: 1, curve: "linear" },
    { kind: "colours", colormap: "viridis", opacity: 0.5 },
    pixels,
  );
  const table = colorTable("viridis");
  expect(Array.from(pixels)).toEqual([...table.slice(0, 3), 128, ...table.slice(-3), 128]);
  // Viridis runs from #440154 to #fde725.
  expect(Array.from(table.slice(0, 3))).toEqual([0x44, 0x01, 0x54]);
  expect(Array.from(table.slice(-3))).toEqual([0xfd, 0xe7, 0x25]);
});

test("the spotlight is clear on what is read most and dark on what is not", () => {
  const pixels = new Uint8ClampedArray(8);
  paintHeatMap(
    Float32Array.from([0, 1]),
    { top: 1, curve: "root" },
    { kind: "spotlight", opacity: 0.8, veil: "dark" },
    pixels,
  );
  expect(pixels[3]).toBe(204);
  expect(pixels[7]).toBe(0);
});

test("whatever greys two cells have, a spotlight tells one that is read in part from one that is not", () => {
  const scale = { top: 1, curve: "linear" } as const;
  const greys = [0, 32, 64, 96, 128, 160, 192, 224, 255];
  const contrasts = greys.flatMap((read) =>
    greys.map((unread) => {
      const pixels = Uint8ClampedArray.from([read, read, read, 255, unread, unread, unread, 255]);
      // An image is as wide as it is high: two rows alike.
      const square = Uint8ClampedArray.from([...pixels, ...pixels]);
      const overlay = new Uint8ClampedArray(16);
      const style = overlayStyle({ overlay: "spotlight", colormap: "viridis", opacity: 0.65 }, square);
      paintHeatMap(Float32Array.from([0.35, 0, 0.35, 0]), scale, style, overlay);
      const input = { pixels: square, size: 2, overlay, grid: { width: 2, height: 2 } };
      return { read, unread, contrast: overlayContrast(input, [0, 2], [1, 3]) };
    }),
  );
  expect(contrasts.filter(({ contrast }) => !(contrast > JUST_NOTICED))).toEqual([]);
});
