/** The viewer with an engine of the test's own: order of answers, interventions, losses, cancels, stills. */
import { expect, onTestFinished, test, vi } from "vitest";
import { noIntervention } from "../../../src/attention/intervention";
import { LensError } from "../../../src/model/errors";
import { RequestGate } from "../../../src/viewer/requests/request-gate";
import { defaultLensState } from "../../../src/viewer/state/lens-state";
import { recipeOf } from "../../../src/viewer/state/recipe";
import { activeInterventions, isStale } from "../../../src/viewer/views/derived";
import { fakeGeneration } from "../../support/fake-engine";
import { readBytes } from "../../support/files";
import { waitFor } from "../../support/wait-for";
import { turn, viewerOf } from "./viewer-of";

/** The engine is there: code that is loaded with the first one takes more than a turn. */
const opened = ({ viewer }: Pick<ReturnType<typeof viewerOf>, "viewer">) =>
  waitFor(() => expect(viewer.state.engine.phase).toBe("ready"));

/** A viewer whose engine runs and has generated the first image. */
async function running(parts: Parameters<typeof viewerOf>[0] = {}) {
  const made = viewerOf(parts);
  await made.viewer.start();
  await turn();
  const fake = made.engines.open();
  await opened(made);
  fake.generated[0].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  return { ...made, fake };
}

const codes = ({ viewer }: Pick<ReturnType<typeof viewerOf>, "viewer">) =>
  viewer.state.notices.map(({ error }) => error.code);

test("the first still is on show before the engine is opened, then the engine's own image", async () => {
  const { viewer, engines, fetched } = viewerOf();
  const phases: string[] = [];
  viewer.subscribe(({ image, engine }) => phases.push(`${image?.from} ${engine.phase}`));
  await viewer.start();
  expect(fetched).toEqual(["cats64-4.safetensors"]);
  expect(phases.filter((phase) => phase.startsWith("undefined download"))).toEqual([]);
  expect(viewer.state.image?.from).toBe("still");
  expect(viewer.state.engine.phase).toBe("download");
  const fake = engines.open();
  await opened({ viewer });
  fake.generated[0].resolve(fakeGeneration(fake.manifest, 0.5));
  await turn();
  expect(viewer.state.image?.from).toBe("engine");
  expect(viewer.state.image?.values?.[0]).toBe(0.5);
});

test("where the engine opens when it is needed, a prepared image needs none, a change of it does", async () => {
  const entry = { file: "cats64-4.safetensors", seed: 4, psi: 0.8, classes: {}, query: { x: 1, y: 2 } };
  const shelf = { model: "cats64", sprite: new URL("https://lens.example/s.webp"), stills: [entry] };
  const { viewer, engines } = viewerOf({ opens: "when needed", gallery: [shelf] });
  await viewer.start();
  expect(viewer.state.image?.from).toBe("still");
  expect(engines.requests).toEqual([]);
  viewer.set({ query: { x: 3, y: 3 } });
  await turn();
  expect(engines.requests).toEqual([]);
  viewer.set({ psi: 0.5 });
  await turn();
  expect(engines.requests.map(({ model }) => model)).toEqual(["cats64"]);
  const fake = engines.open();
  await opened({ viewer });
  fake.generated[0].resolve(fakeGeneration(fake.manifest, 0.25));
  await turn();
  expect(viewer.state.image?.recipe.psi).toBe(0.5);
  viewer.stop();
  expect(fake.disposed).toBe(true);
  expect(viewer.state.engine.phase).toBe("idle");
});

test("a description that is asked for beside the image uses the same engine", async () => {
  const manifest = new TextDecoder().decode(readBytes("public/models/cats64/model.json"));
  vi.stubGlobal("fetch", async () => new Response(manifest));
  onTestFinished(() => void vi.unstubAllGlobals());
  // Code that was asked for later may be there first.
  let turns = 9;
  const loadGeneration = async () => {
    for (let left = turns--; left > 0; left--) await turn();
  };
  const { viewer, engines } = viewerOf({ opens: "when needed", loadGeneration });
  viewer.set({ seed: 5 });
  void viewer.describe();
  void viewer.start();
  await waitFor(() => expect(engines.requests.length > 0).toBe(true));
  const fake = engines.open();
  await waitFor(() => expect(fake.generated.length > 0).toBe(true));
  fake.generated[0].resolve(fakeGeneration(fake.manifest, 0.25));
  await turn();
  expect(viewer.state.image?.values?.[0]).toBe(0.25);
});

test("an older answer that comes after a newer one is dropped", async () => {
  const { viewer, fake } = await running();
  viewer.set({ psi: 0.1 });
  viewer.set({ psi: 0.2 });
  const [, older, newer] = fake.generated;
  newer.resolve(fakeGeneration(fake.manifest, 0.2));
  await turn();
  older.resolve(fakeGeneration(fake.manifest, 0.1));
  await turn();
  expect(viewer.state.image?.recipe.psi).toBe(0.2);
  expect(isStale(viewer.state)).toBe(false);
});

test("answers in order are all shown; an overtaken request changes nothing", async () => {
  const { viewer, fake } = await running();
  const shown: number[] = [];
  viewer.subscribe(({ image }, before) => image && image !== before.image && shown.push(image.recipe.psi));
  for (const psi of [0.1, 0.2, 0.3]) viewer.set({ psi });
  const [, first, second, third] = fake.generated;
  first.resolve(fakeGeneration(fake.manifest, 0));
  second.resolve(undefined);
  await turn();
  third.resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  expect(shown).toEqual([0.1, 0.3]);
});

test("back to the image on show while another is pending: it is requested again", async () => {
  const { viewer, fake } = await running();
  viewer.set({ psi: 0.1 });
  viewer.set({ psi: defaultLensState.psi });
  expect(fake.generated).toHaveLength(3);
  fake.generated[1].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  fake.generated[2].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  expect(isStale(viewer.state)).toBe(false);
});

test("the unmodified image comes first, then the one with the interventions of that moment", async () => {
  const { viewer, fake } = await running();
  const gamma = (gammaScale: number) => ({ "g.attn": { ...noIntervention(), gammaScale } });
  viewer.set({ psi: 0.5, interventions: gamma(0) });
  viewer.set({ interventions: gamma(0.5) });
  expect(fake.generated).toHaveLength(2);
  expect(fake.generated[1].input.interventions).toEqual({});
  fake.generated[1].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  expect(fake.generated[2].input.interventions).toEqual(gamma(0.5));
  expect(isStale(viewer.state)).toBe(true);
  fake.generated[2].resolve(fakeGeneration(fake.manifest, 1));
  await turn();
  expect(isStale(viewer.state)).toBe(false);
  expect(viewer.state.changed?.interventions).toEqual(activeInterventions(viewer.state));
});

test("another model: what the old engine was asked for is dropped, and the old engine ends", async () => {
  const { viewer, generation, engines, fake } = await running();
  const preview = generation.preview(recipeOf(viewer.state.lens));
  viewer.set({ psi: 0.3 });
  viewer.set({ model: "eurosat64" });
  expect(fake.disposed).toBe(true);
  expect(await preview).toBeUndefined();
  await turn();
  expect(viewer.state.engine.phase).toBe("download");
  expect(codes({ viewer })).toEqual([]);
  const next = engines.open();
  await turn();
  expect(viewer.state.manifest?.id).toBe("eurosat64");
  next.generated[0].resolve(fakeGeneration(next.manifest, 0));
  await turn();
  expect(viewer.state.image?.recipe.model).toBe("eurosat64");
});

test("a model that is replaced while it opens is released as soon as it is there", async () => {
  const { viewer, engines } = viewerOf();
  await viewer.start();
  await turn();
  const [first] = engines.requests;
  viewer.set({ model: "eurosat64" });
  expect(first.signal.aborted).toBe(true);
  await turn();
  expect(engines.requests.map(({ model }) => model)).toEqual(["cats64", "eurosat64"]);
  const fake = engines.open();
  await turn();
  expect(viewer.state.manifest?.id).toBe("eurosat64");
  expect(fake.disposed).toBe(false);
});

test("a lost engine that runs again is reported once, one that does not fails and is released", async () => {
  const { viewer, engines, fake } = await running();
  const [{ onRecovery }] = engines.requests;
  const lost = new LensError("device-lost", { reason: "test" });
  onRecovery({ lost, from: "webgpu", to: "webgpu" });
  expect(codes({ viewer })).toEqual(["engine-restarted"]);
  onRecovery({ lost, from: "webgpu", to: "wasm" });
  expect(codes({ viewer })).toEqual(["engine-stepped-down"]);
  viewer.set({ psi: 0.3 });
  onRecovery({ lost, from: "wasm", error: new LensError("no-backend", { tried: "" }) });
  await turn();
  expect(viewer.state.engine).toMatchObject({ phase: "failed", error: { code: "no-backend" } });
  expect(fake.disposed).toBe(true);
  void viewer.retry();
  await turn();
  const next = engines.open();
  await turn();
  expect(next.generated).toHaveLength(1);
  expect(viewer.state.engine.phase).toBe("ready");
});

test("the person's cancel ends the opening with its error, and trying again opens another one", async () => {
  const { viewer, engines } = viewerOf();
  await viewer.start();
  viewer.cancelOpening();
  await turn();
  expect(viewer.state.engine).toMatchObject({ phase: "failed", error: { code: "cancelled" } });
  void viewer.retry();
  await turn();
  expect(engines.requests).toHaveLength(2);
});

test("a mask of all keys from a link is reported and taken back; a snapshot that fails gives way to the finished generator", async () => {
  const { viewer, fake } = await running();
  viewer.set({ interventions: { "g.attn": { ...noIntervention(), maskedKeys: [0] } } });
  await turn();
  fake.generated[1].reject(new LensError("all-keys-masked", { site: "g.attn" }));
  await turn();
  expect(viewer.state.lens.interventions).toEqual({});
  viewer.set({ snapshot: 100 });
  fake.generated[2].reject(new LensError("file-truncated", { file: "x" }));
  await turn();
  expect(viewer.state.lens.snapshot).toBeNull();
  expect(codes({ viewer })).toEqual(["all-keys-masked", "file-truncated"]);
});

test("a model that the site lacks is left to the skin, where nothing of it is on show", async () => {
  const missing: string[] = [];
  const { viewer, engines } = viewerOf({ onMissingModel: ({ code }) => missing.push(code) });
  viewer.set({ model: "nowhere" });
  await viewer.start();
  engines.fail(new LensError("manifest-missing", { file: "nowhere", status: 404 }));
  await turn();
  expect(missing).toEqual(["manifest-missing"]);
  expect(viewer.state.engine.phase).not.toBe("failed");
});

test("a still alone keeps its image whatever is asked for", async () => {
  const { viewer, engines } = viewerOf({ opens: "when needed" });
  await viewer.showStill(new URL("https://lens.example/stills/cats64-78.safetensors"), true);
  expect(viewer.state.lens).toMatchObject({ seed: 78, query: { x: 8, y: 17 } });
  expect(viewer.set({ query: { x: 3, y: 4 } })).toBe(true);
  expect(viewer.set({ seed: 5, query: { x: 5, y: 6 } })).toBe(false);
  expect(viewer.state.lens).toMatchObject({ seed: 78, query: { x: 5, y: 6 } });
  await viewer.start();
  expect(engines.requests).toEqual([]);
  expect(viewer.canGenerate).toBe(false);
});

test("the gate drops errors of requests that nobody waits for, and passes on those of the newest", async () => {
  const gate = new RequestGate();
  const fault = new LensError("engine-failed", { reason: "test" });
  const fail = () => Promise.reject(fault);
  const older = gate.newest("a", 1, fail);
  const newer = gate.newest("a", 2, fail);
  expect(await older).toBeUndefined();
  await expect(newer).rejects.toBe(fault);
  expect(gate.newestKey("a")).toBeUndefined();
  const closed = [gate.newest("a", 3, fail), gate.each(fail), gate.each(async () => 1)];
  gate.close();
  expect(await Promise.all(closed)).toEqual([undefined, undefined, undefined]);
});
