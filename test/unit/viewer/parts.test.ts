/** What a page requests beside the image: the discriminator's output, vectors and features, principal directions, the training log. */
import { afterEach, expect, test, vi } from "vitest";
import { LensError } from "../../../src/model/errors";
import type { Engine } from "../../../src/runtime/api/engine-types";
import { DirectionFinder } from "../../../src/viewer/requests/direction-finder";
import { DiscriminatorRequests } from "../../../src/viewer/requests/discriminator-requests";
import type { Generation } from "../../../src/viewer/requests/generation";
import { InsideRequests } from "../../../src/viewer/requests/inside-requests";
import { ModelDirections, usesDirections } from "../../../src/viewer/requests/model-directions";
import { RequestGate } from "../../../src/viewer/requests/request-gate";
import { loadTrainingLog } from "../../../src/viewer/requests/training-log";
import { defaultLensState } from "../../../src/viewer/state/lens-state";
import { recipeOf } from "../../../src/viewer/state/recipe";
import { createStateHolder } from "../../../src/viewer/state/state-holder";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { fakeSite } from "../../support/fake-engine";
import { readBytes, readManifest } from "../../support/files";
import { waitFor } from "../../support/wait-for";
import { turn } from "./viewer-of";

afterEach(() => vi.unstubAllGlobals());

const manifest = readManifest("cats64");
const imageOf = (change: Partial<LensImage> = {}): LensImage => ({
  ...{ size: 4, pixels: new Uint8ClampedArray(64), values: new Float32Array(48), sites: [fakeSite()] },
  ...{ from: "engine", recipe: recipeOf(defaultLensState), interventions: {} },
  ...change,
});

/** What the parts of a viewer share, around an engine of the test's own. */
function contextOf(engine: Partial<Engine> | undefined) {
  const holder = createStateHolder();
  const codes: string[] = [];
  holder.setState({ manifest, latentSize: manifest.latent.size, image: imageOf() });
  const context = {
    ...{ holder, gate: new RequestGate(), codes },
    engine: engine && ({ manifest, ...engine } as Engine),
    get state() {
      return holder.getState();
    },
    put: holder.setState,
    set: (change: object) => holder.setState({ lens: { ...holder.getState().lens, ...change } }),
    notify: ({ code }: LensError) => void codes.push(code),
    correct: (change: object) => context.set(change),
    modelSource: () => ({ folder: new URL("https://lens.example/models/cats64/") }),
  };
  return context;
}

const output = (gradient?: Float32Array) => ({ score: 1, sites: [fakeSite("d.attn")], gradient }) as never;

test("the discriminator runs while its output is wanted, once for each image, and again for the gradient", async () => {
  const asked: (boolean | undefined)[] = [];
  const context = contextOf({
    discriminate: async ({ withGradient }) => {
      asked.push(withGradient);
      return output(withGradient ? new Float32Array(48) : undefined);
    },
  });
  const requests = new DiscriminatorRequests(context);
  await requests.request();
  expect(asked).toEqual([]);
  context.set({ site: "d.attn" });
  await turn();
  context.holder.setState({ engine: { phase: "idle" } });
  await turn();
  expect(asked).toEqual([false]);
  expect(context.state.discriminatorOutput).toMatchObject({ phase: "done", score: 1 });
  requests.setActive(true);
  await turn();
  expect(asked).toEqual([false, true]);
  context.put({ image: imageOf({ from: "still", values: undefined as never }) });
  await turn();
  expect(asked).toHaveLength(2);
});

test("a failure is told where only the layer is on show, and tried again when that is asked for", async () => {
  let tries = 0;
  const context = contextOf({
    discriminate: () => {
      tries++;
      return Promise.reject(new LensError("output-not-finite"));
    },
  });
  context.set({ site: "d.attn" });
  const requests = new DiscriminatorRequests(context);
  await requests.request();
  await requests.request();
  expect([tries, context.codes]).toEqual([1, ["output-not-finite"]]);
  expect(context.state.discriminatorOutput?.phase).toBe("failed");
  await requests.request(true);
  expect(tries).toBe(2);
});

test("an image of a person's own takes the place of the generated one until it is dismissed", async () => {
  const context = contextOf({ discriminate: async () => output(new Float32Array(48)) });
  const requests = new DiscriminatorRequests(context);
  const own = imageOf({ from: "file", sites: [] });
  await requests.showUserImage(own);
  expect(context.state).toMatchObject({ userImage: own, lens: { site: "d.attn" } });
  requests.dismissUserImage();
  expect(context.state.userImage).toBeUndefined();
  expect(context.state.lens.site).toBeNull();
  await expect(new DiscriminatorRequests(contextOf(undefined)).showUserImage(own)).rejects.toThrow(
    "cancelled",
  );
  const blind = contextOf({ discriminate: async () => ({ score: 1, sites: [] }) as never });
  await expect(new DiscriminatorRequests(blind).showUserImage(own)).rejects.toThrow("no-discriminator");
});

test("a generated image that comes while an own one is waited for does not take its place", async () => {
  const answers: ((value: never) => void)[] = [];
  const context = contextOf({ discriminate: () => new Promise((resolve) => answers.push(resolve as never)) });
  const requests = new DiscriminatorRequests(context);
  requests.setActive(true);
  expect(answers).toHaveLength(1);
  const own = imageOf({ from: "file", sites: [] });
  const shows = requests.showUserImage(own);
  // The image of a new seed.
  context.put({ image: imageOf() });
  expect(answers).toHaveLength(2);
  answers[1](output(new Float32Array(48)));
  await shows;
  expect(context.state).toMatchObject({ userImage: own, lens: { site: "d.attn" } });
});

test("where an own image fails, the generated one that came meanwhile is scored", async () => {
  const context = contextOf({
    discriminate: async ({ image }) => {
      if (image.length === 3) throw new LensError("output-not-finite");
      return output(new Float32Array(48));
    },
  });
  const requests = new DiscriminatorRequests(context);
  requests.setActive(true);
  const shows = requests.showUserImage(imageOf({ from: "file", values: new Float32Array(3) }));
  const made = imageOf();
  context.put({ image: made });
  await expect(shows).rejects.toThrow("output-not-finite");
  await turn();
  expect(context.state.discriminatorOutput).toMatchObject({ of: made, phase: "done" });
});

test("a cancelled download of the discriminator does not cancel the next one", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const context = contextOf({
    discriminate: async ({ signal }) => {
      signals.push(signal);
      return output();
    },
  });
  context.set({ site: "d.attn" });
  const requests = new DiscriminatorRequests(context);
  requests.cancel();
  await requests.request();
  expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
});

test("vectors and features are those of the engine's image on show, none of a still", async () => {
  const asked: unknown[] = [];
  const context = contextOf({
    vectorsOf: async ({ site, query }) => {
      asked.push([site, query]);
      return { x: new Float32Array(1) } as never;
    },
    features: async ({ channels }) => {
      asked.push(channels);
      return [];
    },
  });
  const generation = { thumbnail: async ({ seed }: { seed: number }) => imageOf({ size: seed }) };
  const inside = new InsideRequests(context, generation as unknown as Generation);
  expect(await inside.vectorsOf("g.attn", 3)).toBeDefined();
  expect(await inside.features({ 2: 1 })).toEqual([]);
  expect(asked).toEqual([["g.attn", 3], { 2: 1 }]);

  const recipes = [1, 2, 3].map((seed) => ({ ...recipeOf(defaultLensState), seed }));
  const stop = new AbortController();
  const shown: number[][] = [];
  const take = (image: LensImage, place: number) => {
    shown.push([image.size, place]);
    if (place === 1) stop.abort();
  };
  await inside.strip(recipes, take, stop.signal);
  expect(shown).toEqual([
    [1, 0],
    [2, 1],
  ]);

  context.put({ image: imageOf({ from: "still" }) });
  expect(await inside.vectorsOf("g.attn", 3)).toBeUndefined();
  expect(await inside.features({})).toBeUndefined();
});

const directions = {
  vectors: [new Float32Array(128).fill(1 / Math.sqrt(128))],
  share: new Float32Array([1]),
};

test("directions are found with progress; a failure becomes a notice, a cancel does not", async () => {
  const shares: (number | undefined)[] = [];
  const answers = [
    async () => directions,
    () => Promise.reject(new LensError("directions-failed")),
    () => Promise.reject(new LensError("cancelled")),
  ];
  const context = contextOf({
    findDirections: ({ latents }, options) => {
      expect(latents).toHaveLength(10_000 * 128);
      options?.onProgress?.(0.5);
      return (answers.shift() as () => Promise<never>)();
    },
  });
  context.holder.subscribe(({ findingDirections }) => shares.push(findingDirections));
  let again = 0;
  const finder = new DirectionFinder(context, new ModelDirections(context, () => again++));
  await finder.find();
  expect(shares.slice(0, 2)).toEqual([0, 0.5]);
  expect(context.state).toMatchObject({ directions, findingDirections: undefined });
  expect(again).toBe(0);
  await finder.find();
  await finder.find();
  finder.cancel();
  expect(context.codes).toEqual(["directions-failed"]);
  await new DirectionFinder(contextOf(undefined), new ModelDirections(context, () => again++)).find();
});

test("directions are found over all of a thousand classes", async () => {
  const seen = new Set<number>();
  const classes = Array.from({ length: 1000 }, (_, at) => ({ id: String(at), name: { en: `Class ${at}` } }));
  const context = contextOf({
    manifest: { ...manifest, classes },
    findDirections: async ({ labels }) => {
      for (const label of labels ?? []) seen.add(label);
      return directions;
    },
  });
  await new DirectionFinder(context, new ModelDirections(context, () => {})).find();
  expect([seen.size, Math.min(...seen), Math.max(...seen)]).toEqual([1000, 0, 999]);
});

test("an image along a direction waits until the model's own are loaded, once, and is then computed again", async () => {
  let fetches = 0;
  vi.stubGlobal("fetch", async (address: URL) => {
    fetches++;
    const path = String(address).split("/models/cats64/")[1];
    return new Response(new Uint8Array(readBytes(`public/models/cats64/${path}`)));
  });
  const context = contextOf({});
  let again = 0;
  const own = new ModelDirections(context, () => again++);
  expect(own.awaitsDirections()).toBe(false);
  context.set({ directions: { 0: 1 } });
  expect(usesDirections(context.state)).toBe(true);
  expect(own.awaitsDirections()).toBe(true);
  await waitFor(() => expect(context.state.directions?.vectors[0]).toHaveLength(128));
  expect([fetches, again, own.awaitsDirections()]).toEqual([1, 1, false]);
  await own.loadDirections();
  expect(fetches).toBe(1);
});

test("directions and a log that cannot be loaded become notices; a log that is there has its columns and changes", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
  const context = contextOf({});
  await new ModelDirections(context, () => undefined).loadDirections();
  await loadTrainingLog(context);
  expect(context.codes).toEqual(["file-missing", "file-missing"]);
  const bytes = readBytes("public/models/cats64/log.json");
  vi.stubGlobal("fetch", async () => new Response(new Uint8Array(bytes)));
  await loadTrainingLog(context);
  expect(context.state.log?.step[0]).toBe(6280);
  expect(context.state.log?.changes).toHaveLength(1);
  context.put({ manifest: { ...manifest, log: null }, log: undefined });
  await loadTrainingLog(context);
  expect(context.state.log).toBeUndefined();
});
