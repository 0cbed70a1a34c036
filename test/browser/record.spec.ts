/** Films of known frames, made by the encoders and read by its decoders. */
import { expect, type Page, test } from "@playwright/test";
import type { FilmFacts, Rgb } from "../harness/films";
import { HARNESS_PATH } from "../support/addresses";

/** Two and a half seconds at 25 a second; no colour is like its neighbours. */
const COLORS: readonly Rgb[] = Array.from({ length: 63 }, (_, at) => [
  (at * 37) % 256,
  (at * 91) % 256,
  (at * 151) % 256,
]);

const film = (page: Page, format: "webm" | "gif"): Promise<FilmFacts> =>
  page.evaluate(([kind, colors]) => window.harness.film(kind, colors), [format, COLORS] as const);

function largestError(found: readonly Rgb[], drawn: readonly Rgb[]): number {
  expect(found).toHaveLength(drawn.length);
  return Math.max(
    ...found.flatMap((color, at) => color.map((value, channel) => Math.abs(value - drawn[at][channel]))),
  );
}

/** Frame n begins at n / 25 seconds. */
function expectStarts(starts: readonly number[]): void {
  expect(starts.map((start) => Math.round(start * 1e6))).toEqual(COLORS.map((_, frame) => frame * 40_000));
}

/** How far the slope from black to white is off, at worst. */
const slopeError = (slopes: readonly number[][]) =>
  Math.max(...slopes.flatMap((slope) => slope.map((grey, eighth) => Math.abs(grey - (eighth / 8) * 255))));

test.beforeEach(async ({ page }) => {
  await page.goto(HARNESS_PATH);
});

for (const [codec, name] of [
  ["VP9", "vp09.00.10.08"],
  ["VP8", "vp8"],
]) {
  test(`a WebM in ${codec} plays, and each of its frames has the colour drawn into it`, async ({ page }) => {
    await page.evaluate((wanted) => {
      const ask = VideoEncoder.isConfigSupported.bind(VideoEncoder);
      VideoEncoder.isConfigSupported = async (config) => ({
        ...(await ask(config)),
        ...(config.codec !== wanted && { supported: false }),
      });
    }, name);
    expect(await page.evaluate(() => window.harness.canRecord("webm"))).toBe(true);
    const made = await film(page, "webm");
    expect(made.type).toBe("video/webm");
    expect([made.width, made.height]).toEqual([96, 64]);
    expect(made.seconds).toBe(COLORS.length / 25);
    expectStarts(made.starts);
    expect(largestError(made.flat, COLORS)).toBeLessThanOrEqual(12);
    expect(slopeError(made.slopes)).toBeLessThanOrEqual(12);
  });
}

test("a GIF has every frame, its time and its colours, and is repeated for ever", async ({ page }) => {
  expect(await page.evaluate(() => window.harness.canRecord("gif"))).toBe(true);
  const made = await film(page, "gif");
  expect(made.type).toBe("image/gif");
  expect([made.width, made.height]).toEqual([96, 64]);
  expect(made.repetitions).toBe(Number.POSITIVE_INFINITY);
  expect(made.seconds).toBeCloseTo(COLORS.length / 25, 9);
  expectStarts(made.starts);
  expect(largestError(made.flat, COLORS)).toBeLessThanOrEqual(1);
  // Colours are chosen among steps of eight.
  expect(slopeError(made.slopes)).toBeLessThanOrEqual(4);
  expect(page.workers()).toEqual([]);
});

for (const format of ["webm", "gif"] as const) {
  test(`a cancelled film in ${format} leaves nothing running, and cannot be finished`, async ({ page }) => {
    await page.evaluate(() => {
      const made: VideoEncoder[] = [];
      window.VideoEncoder = class extends VideoEncoder {
        constructor(init: VideoEncoderInit) {
          super(init);
          made.push(this);
        }
      };
      Object.assign(window, { videoEncoders: made });
    });
    const faults = await page.evaluate((kind) => window.harness.cancelFilm(kind), format);
    expect(faults).toEqual(Array(22).fill("film-cancelled"));
    const states = await page.evaluate(() =>
      (window as unknown as { videoEncoders: VideoEncoder[] }).videoEncoders.map(({ state }) => state),
    );
    expect(states).toEqual(format === "webm" ? ["closed"] : []);
    await expect.poll(() => page.workers()).toEqual([]);
  });

  test(`what cannot be a film in ${format} is refused by name`, async ({ page }) => {
    const faults = await page.evaluate((kind) => window.harness.filmFaults(kind), format);
    expect(faults).toEqual(Array(5).fill("film-failed"));
    await expect.poll(() => page.workers()).toEqual([]);
  });
}

test("a browser without a video encoder is detected", async ({ page }) => {
  await page.evaluate(() => Reflect.deleteProperty(window, "VideoEncoder"));
  expect(await page.evaluate(() => window.harness.canRecord("webm"))).toBe(false);
  expect(await page.evaluate(() => window.harness.openFilmFault("webm"))).toBe("film-unsupported");
});

test("an encoder that breaks is a fault of the film", async ({ page }) => {
  const fault = await page.evaluate(async () => {
    VideoEncoder.prototype.encode = () => {
      throw new Error("out of memory");
    };
    return window.harness.film("webm", [[0, 0, 0]]).catch((error) => [error.code, error.details.reason]);
  });
  expect(fault).toEqual(["film-failed", "out of memory"]);
});

test("a GIF whose worker cannot be loaded is a fault of the film", async ({ page }) => {
  await page.route(/gif\.worker/, (route) => route.abort());
  const fault = await page.evaluate(() =>
    window.harness.film("gif", [[0, 0, 0]]).catch((error) => [error.code, error.details.reason]),
  );
  expect(fault).toEqual(["film-failed", "its worker could not be loaded"]);
});
