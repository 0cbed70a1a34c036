/** A person's own image: told by its bytes, resized as Pillow does it in training. */
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { imageKind, isAnimated } from "../../src/model/images/image-kind";
import { resized, valuesOf } from "../../src/model/images/square-image";
import { pixelNorms } from "../../src/render/saliency";
import { readBytes } from "../support/files";

function rgba(file: string): { side: number; pixels: Uint8ClampedArray } {
  const { width, data } = decode(readBytes(`test/fixtures/pictures/${file}`));
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at++) {
    for (let c = 0; c < 3; c++) pixels[at * 4 + c] = data[at * 3 + c];
  }
  return { side: width, pixels };
}

function farthest(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);
}

// Without contrasts that overshoot 0 or 255 half way: Pillow cuts them off between its two passes, pica at the end.
test("smaller and larger come out as Pillow's Lanczos, to a level of rounding", async () => {
  const { side, pixels } = rgba("pattern-90.png");
  const smaller = await resized(pixels, side, 64);
  expect(farthest(smaller, rgba("pattern-64-pillow.png").pixels)).toBeLessThanOrEqual(1);
  const corner = new Uint8ClampedArray(40 * 40 * 4);
  for (let y = 0; y < 40; y++) corner.set(pixels.subarray(y * side * 4, (y * side + 40) * 4), y * 40 * 4);
  const larger = await resized(corner, 40, 64);
  expect(farthest(larger, rgba("corner-64-pillow.png").pixels)).toBeLessThanOrEqual(1);
  expect(await resized(pixels, side, side)).toEqual(pixels);
});

test("bytes become numbers as in training", () => {
  const pixels = Uint8ClampedArray.of(0, 255, 127.5, 255);
  expect(Array.from(valuesOf(pixels, 3), (value) => value.toFixed(4))).toEqual([
    "-1.0000",
    "1.0000",
    "0.0039",
  ]);
  const [grey] = valuesOf(pixels, 1);
  expect(grey).toBeCloseTo((0.587 * 255 + 0.114 * 128) / 127.5 - 1, 5);
});

test("a pixel's gradient is as long as its channels together", () => {
  const norms = pixelNorms(Float32Array.of(3, 4, 0, 0, 0, -2, 1, 2, 2, 0, 0, 0), 2);
  expect([...norms]).toEqual([5, 2, 3, 0]);
});

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : [part])),
  );

test.each([
  ["png", readBytes("test/fixtures/pictures/pattern-90.png"), false],
  ["png", bytes(0x89, "PNG\r\n\x1a\n....IHDR....acTL"), true],
  ["jpeg", bytes(0xff, 0xd8, 0xff, 0xe0), false],
  ["gif", bytes("GIF89a", 1, 0, 1, 0), false],
  ["gif", readBytes("test/fixtures/pictures/moving.gif"), true],
  ["webp", bytes("RIFF....WEBPVP8X..........ANIM"), true],
  ["webp", bytes("RIFF....WEBPVP8 "), false],
  ["avif", bytes("....ftypavis"), true],
  ["bmp", bytes("BM", 1, 2, 3, 4, 0, 0, 0, 0), false],
  [undefined, bytes("BMW drives"), false],
  [undefined, bytes('{"format":"sagan-lens-session"}'), false],
  [undefined, bytes(), false],
] as const)("%s by its first bytes", (kind, file, moves) => {
  expect(imageKind(file)).toBe(kind);
  if (kind) expect(isAnimated(file, kind)).toBe(moves);
});
