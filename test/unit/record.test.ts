/** When the frames of a film are shown. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameHundredths, frameStart, isKeyFrame } from "../../src/record/timing";

test("frames begin at exact times, and a GIF's rounding does not add up", () => {
  expect([0, 1, 3].map((frame) => frameStart(frame, 30))).toEqual([0, 33_333, 100_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }), (rate, frames) => {
      const delays = Array.from({ length: frames }, (_, frame) => frameHundredths(frame, rate));
      const total = delays.reduce((sum, delay) => sum + delay, 0);
      expect(Math.abs(total - (frames * 100) / rate)).toBeLessThanOrEqual(0.5);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(2);
      if (100 % rate === 0) expect(new Set(delays)).toEqual(new Set([100 / rate]));
    }),
  );
});

test("every second begins with a key frame", () => {
  const keys = Array.from({ length: 60 }, (_, frame) => frame).filter((frame) => isKeyFrame(frame, 25));
  expect(keys).toEqual([0, 25, 50]);
});
