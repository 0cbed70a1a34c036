/** Strips give way: which requests reach the worker, and in which order, through the queues of a real engine. */
import { expect, test } from "vitest";
import { noIntervention } from "../../../src/attention/intervention";
import { InsideRequests } from "../../../src/viewer/requests/inside-requests";
import { recipeOf } from "../../../src/viewer/state/recipe";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { hasFirstImage } from "../../../src/viewer/views/derived";
import { FakeEngines, fakeGeneration, QueuedEngine } from "../../support/fake-engine";
import { waitFor } from "../../support/wait-for";
import { turn, viewerOf } from "./viewer-of";

/** A viewer whose engine runs; its first image is not there yet. */
async function opened() {
  const engines = new FakeEngines((manifest) => new QueuedEngine(manifest));
  const made = viewerOf({ engines });
  await made.viewer.start();
  await turn();
  const fake = engines.open() as QueuedEngine;
  await waitFor(() => expect(fake.generated).toHaveLength(1));
  const inside = new InsideRequests(made.viewer.context, made.generation);
  const answer = fakeGeneration(fake.manifest, 0);
  const stop = new AbortController();
  const places: number[] = [];
  /** Asks for a strip of images of these seeds. */
  const strip = (...seeds: number[]) => {
    const recipes = seeds.map((seed) => ({ ...recipeOf(made.viewer.state.lens), seed }));
    const take = (_image: LensImage, place: number) => void places.push(place);
    return inside.strip(recipes, take, stop.signal);
  };
  /** Until `count` images of strips have reached the worker. */
  const reached = (count: number) => waitFor(() => expect(fake.thumbnails).toHaveLength(count));
  /** Answers the newest request of a list. */
  const answerLast = async (list: "generated" | "thumbnails") => {
    fake[list].at(-1)?.resolve(answer);
    await turn();
  };
  return { ...made, fake, strip, reached, answerLast, stop, places };
}

/** Longer than a request of the background waits when nothing is ahead of it. */
const aWhile = async () => {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setTimeout(resolve));
};

test("the first image comes before any image of a strip", async () => {
  const { viewer, fake, strip, reached, answerLast } = await opened();
  expect(hasFirstImage(viewer.state)).toBe(false);
  void strip(11, 12);
  await aWhile();
  expect(fake.reached).toEqual(["generate"]);
  await answerLast("generated");
  expect(hasFirstImage(viewer.state)).toBe(true);
  await reached(1);
  expect(fake.reached).toEqual(["generate", "thumbnail"]);
});

test("several strips make one image at a time", async () => {
  const { fake, strip, reached, answerLast, places } = await opened();
  await answerLast("generated");
  const strips = [strip(11, 12), strip(21, 22)];
  for (let count = 1; count <= 4; count++) {
    await reached(count);
    await aWhile();
    expect(fake.thumbnails).toHaveLength(count);
    await answerLast("thumbnails");
  }
  await Promise.all(strips);
  expect(places).toEqual([0, 0, 1, 1]);
});

test("what a person asks for waits for the one image that is being made, and the rest for all that was asked for", async () => {
  const { viewer, fake, strip, reached, answerLast } = await opened();
  await answerLast("generated");
  void strip(11, 12, 13);
  await reached(1);
  viewer.set({ seed: 5 });
  await turn();
  // The worker has it at once, behind the one image; no other of the strip comes between.
  expect(fake.reached).toEqual(["generate", "thumbnail", "generate"]);
  await answerLast("thumbnails");
  await aWhile();
  expect(fake.thumbnails).toHaveLength(1);
  // The image with interventions follows in the same turn, and is ahead, too.
  viewer.set({ interventions: { "g.attn": { ...noIntervention(), gammaScale: 0 } } });
  await answerLast("generated");
  await aWhile();
  expect(fake.reached).toEqual(["generate", "thumbnail", "generate", "generate"]);
  await answerLast("generated");
  await reached(2);
});

test("a film's frames come before a strip's images", async () => {
  const { viewer, generation, fake, strip, reached, answerLast } = await opened();
  await answerLast("generated");
  const frame = generation.preview({ ...recipeOf(viewer.state.lens), seed: 31 });
  void strip(11);
  await aWhile();
  expect(fake.reached).toEqual(["generate", "preview"]);
  fake.previewed[0].resolve(fakeGeneration(fake.manifest, 0));
  await frame;
  await reached(1);
});

test("of a strip that is closed, no further image is made, not even the one that waits", async () => {
  const { viewer, fake, strip, reached, answerLast, stop, places } = await opened();
  await answerLast("generated");
  const first = strip(11, 12);
  await reached(1);
  const waiting = strip(21, 22);
  await aWhile();
  stop.abort();
  await Promise.all([first, waiting]);
  await answerLast("thumbnails");
  await aWhile();
  expect(fake.thumbnails).toHaveLength(1);
  expect(places).toEqual([]);
  viewer.set({ seed: 6 });
  await turn();
  expect(fake.reached.at(-1)).toBe("generate");
});
