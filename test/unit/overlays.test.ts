/** What is drawn over the image: outlines, links, the reach of convolution, the colours of a difference. */
import { expect, test } from "vitest";
import type { Layer } from "../../src/model/formats/manifest";
import { reachBefore, reachBoxes } from "../../src/model/receptive-field";
import { differenceColor, paintDifference } from "../../src/render/difference";
import { linkPath } from "../../src/render/links";
import { areaPath, outlinePath } from "../../src/render/outline";
import { markUnit, pinInk } from "../../src/render/pin-colors";
import { placeLabels } from "../../src/render/reach-labels";
import { wipedPixels } from "../../src/render/wipe";
import { readManifest } from "../support/files";

const grid = { width: 3, height: 2 };

test("an outline runs along the edges between marked and unmarked cells, and an area covers the marked ones", () => {
  const one = Uint8Array.from([0, 1, 0, 0, 0, 0]);
  expect(
    outlinePath(one, grid)
      .match(/M\d \d[hv]1/g)
      ?.sort(),
  ).toEqual(["M1 0h1", "M1 0v1", "M1 1h1", "M2 0v1"]);
  const all = new Uint8Array(6).fill(1);
  expect(outlinePath(all, grid).match(/M/g)).toHaveLength(2 * (3 + 2));
  expect(areaPath(Uint8Array.from([1, 1, 0, 0, 0, 1]), grid)).toBe("M0 0h2v1h-2zM2 1h1v1h-1z");
});

test("a link begins at its query, ends at its key and bends to the other side on the way back", () => {
  const numbers = (path: string) => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  const there = numbers(linkPath({ x: 1, y: 1 }, { x: 9, y: 1 }));
  expect(there.slice(0, 2)).toEqual([1, 1]);
  expect(there.slice(-2)).toEqual([9, 1]);
  const middle = (path: number[]) => path[7] - 1;
  const back = numbers(linkPath({ x: 9, y: 1 }, { x: 1, y: 1 }));
  expect(middle(there)).toBeGreaterThan(0);
  expect(middle(back)).toBeLessThan(0);
});

test("convolution reaches two cells further on each grid, and half of that on the grid before", () => {
  const { layers } = readManifest("cats64").generator;
  const reach = reachBefore(layers, "attn", { x: 16, y: 16 }, 32);
  // 32: two 3x3 convolutions, 14..18; 16: 7..9 grown by two; 8: 2..5 grown by two; 4: all.
  expect(reach.map(({ side, x }) => [side, x.from, x.to])).toEqual([
    [32, 14, 18],
    [16, 5, 11],
    [8, 0, 7],
    [4, 0, 3],
  ]);
  const corner = reachBefore(layers, "attn", { x: 0, y: 31 }, 32);
  expect(corner[0]).toEqual({ side: 32, x: { from: 0, to: 2 }, y: { from: 29, to: 31 } });
  expect(corner[1]).toEqual({ side: 16, x: { from: 0, to: 3 }, y: { from: 12, to: 15 } });
});

test("transposed convolutions and bilinear upsampling reach exactly the cells that their outputs read", () => {
  const side = 6;
  /** Inputs that an output reads, of transposed convolutions with 2 padding + 2 taps, and of bilinear mixes. */
  const read = (layer: Layer, output: number): number[] => {
    const inputs = new Set<number>();
    if (layer.type === "deconv") {
      for (let input = 0; input < side; input++) {
        for (let tap = 0; tap < 2 * layer.padding + 2; tap++) {
          if (2 * input + tap - layer.padding === output) inputs.add(input);
        }
      }
    } else {
      // Of the two nearest centres.
      const at = (output + 0.5) / 2 - 0.5;
      for (const input of [Math.floor(at), Math.ceil(at)]) inputs.add(Math.min(side - 1, Math.max(0, input)));
    }
    return [...inputs];
  };
  const layers: Layer[] = [
    { type: "deconv", name: "up", stride: 2, padding: 0 },
    { type: "deconv", name: "up", stride: 2, padding: 1 },
    { type: "deconv", name: "up", stride: 2, padding: 2 },
    { type: "upsample", factor: 2, method: "bilinear" },
  ];
  const site: Layer = { type: "attention", name: "attn", keyPooling: 1, outputProjection: true };
  for (const layer of layers) {
    for (let output = 0; output < 2 * side; output++) {
      const inputs = read(layer, output);
      const reach = reachBefore([layer, site], "attn", { x: output, y: 0 }, 2 * side);
      const found = reach.find((entry) => entry.side === side);
      expect(found?.x, JSON.stringify([layer, output])).toEqual({
        from: Math.min(...inputs),
        to: Math.max(...inputs),
      });
    }
  }
  const flat = reachBefore(
    [{ type: "deconv", name: "same", stride: 1, padding: 1 }, site],
    "attn",
    { x: 3, y: 0 },
    side,
  );
  expect(flat[0]).toEqual({ side, x: { from: 2, to: 4 }, y: { from: 0, to: 1 } });
});

test("a darker pixel is purple, a brighter one orange, an unchanged one nearly white", () => {
  const pixels = new Uint8ClampedArray(12);
  paintDifference(Float32Array.from([-0.4, 0, 0.4]), 0.4, pixels);
  const [darker, same, brighter] = [0, 4, 8].map((at) => Array.from(pixels.subarray(at, at + 4)));
  expect(darker[2]).toBeGreaterThan(darker[1] + 50);
  expect(brighter[0]).toBeGreaterThan(brighter[2] + 50);
  expect(Math.min(...same)).toBeGreaterThan(225);
  expect(Math.max(...same.slice(0, 3)) - Math.min(...same)).toBeLessThan(20);
  expect(differenceColor(0)).toBe(`rgb(${same.slice(0, 3).join(", ")})`);
  paintDifference(new Float32Array(3), 0, pixels);
  expect(Array.from(pixels.subarray(0, 4))).toEqual(same);
});

test("labels of the reach never cover each other, wherever the query stands", () => {
  const { layers } = readManifest("cats64").generator;
  for (let y = 0; y < 32; y += 3) {
    for (let x = 0; x < 32; x++) {
      const boxes = reachBoxes(layers, "attn", { x, y }, 32);
      const labels = placeLabels(
        boxes.map(({ side, ...box }) => ({ ...box, label: `${side}×${side}` })),
        32,
        1,
      );
      const areas = labels.map(({ area }) => area);
      areas.forEach((a, at) => {
        expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= 32 && a.y + a.height <= 32).toBe(true);
        for (const b of areas.slice(at + 1)) {
          const apart =
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart, JSON.stringify([x, y])).toBe(true);
        }
      });
    }
  }
});

test("strokes of marks are the same share of the image on every grid, and a pin's number is readable on its colour", () => {
  for (const side of [4, 8, 32, 64]) expect(markUnit({ width: side, height: side }) / side).toBe(1 / 32);
  expect(pinInk(3)).toBe("#000000");
  expect(pinInk(2)).toBe("#ffffff");
});

test("a wipe takes whole columns of the image before from the left, and leaves both images as they are", () => {
  const before = new Uint8ClampedArray(4 * 4 * 4).fill(10);
  const after = new Uint8ClampedArray(4 * 4 * 4).fill(200);
  const columns = (share: number) => {
    const pixels = wipedPixels(before, after, 4, share);
    return [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => pixels[(row * 4 + column) * 4]).join(" "));
  };
  expect(new Set(columns(0.5))).toEqual(new Set(["10 10 200 200"]));
  expect(new Set(columns(0.3))).toEqual(new Set(["10 200 200 200"]));
  expect(new Set(columns(0))).toEqual(new Set(["200 200 200 200"]));
  expect(new Set(columns(1))).toEqual(new Set(["10 10 10 10"]));
  expect(after.every((value) => value === 200)).toBe(true);
});
