/** The page's store and a plain holder as homes of one viewer: both behave alike, and undo belongs to the store. */
import { afterEach, expect, test } from "vitest";
import { noIntervention } from "../../../src/attention/intervention";
import { LensError } from "../../../src/model/errors";
import { beginStep, endStep, useStore } from "../../../src/state/store/store";
import { drawSeed, MAX_DRAWN_SEED } from "../../../src/viewer/state/seeds";
import { createStateHolder, type StateHolder } from "../../../src/viewer/state/state-holder";
import { initialViewerState, type ViewerState } from "../../../src/viewer/state/viewer-state";
import { fakeGeneration } from "../../support/fake-engine";
import { waitFor } from "../../support/wait-for";
import { turn, viewerOf } from "./viewer-of";

const initial = useStore.getInitialState();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  useStore.setState(initial, true);
  useStore.temporal.getState().clear();
});

/** A person at work, on any holder of the state. */
async function session(holder: StateHolder): Promise<ViewerState> {
  const { viewer, engines } = viewerOf({ holder });
  stops.push(() => viewer.stop());
  await viewer.start();
  await turn();
  const fake = engines.open();
  // Code that is loaded with the first engine takes more than a turn.
  await waitFor(() => expect(viewer.state.engine.phase).toBe("ready"));
  const answer = async (value: number) => {
    fake.generated.at(-1)?.resolve(fakeGeneration(fake.manifest, value));
    await turn();
  };
  await answer(0);
  viewer.set({ edits: { 3: 1 }, seed: drawSeed(viewer.state.lens.seed, () => 0.5) });
  await answer(0.1);
  viewer.set({ interventions: { "g.attn": { ...noIntervention(), temperature: 10 } } });
  await answer(0.2);
  const [{ onRecovery }] = engines.requests;
  onRecovery({ lost: new LensError("device-lost", { reason: "test" }), from: "webgpu", to: "wasm" });
  return viewer.state;
}

test("the same actions lead to the same state in both", async () => {
  const own = await session(createStateHolder());
  const page = await session(useStore);
  const keys = Object.keys(initialViewerState) as (keyof ViewerState)[];
  // Numbers of notices only tell one from another.
  const comparable = (state: ViewerState) => ({
    ...Object.fromEntries(keys.map((key) => [key, state[key]])),
    notices: state.notices.map(({ error }) => [error.code, error.details]),
  });
  expect(comparable(page)).toEqual(comparable(own));
  expect(own.lens).toMatchObject({ seed: 50_000, edits: { 3: 1 } });
  expect(own.changed?.values?.[0]).toBeCloseTo(0.2);
});

test("undo of the page's store brings back the choice, and the viewer its image", async () => {
  const { viewer, engines } = viewerOf({ holder: useStore });
  stops.push(() => viewer.stop());
  await viewer.start();
  await turn();
  const fake = engines.open();
  await turn();
  fake.generated[0].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  useStore.temporal.getState().clear();
  beginStep();
  viewer.set({ psi: 0.3 });
  endStep();
  fake.generated[1].resolve(fakeGeneration(fake.manifest, 0.3));
  await turn();
  expect(useStore.temporal.getState().pastStates).toHaveLength(1);
  useStore.temporal.getState().undo();
  expect(viewer.state.lens.psi).toBe(0.8);
  expect(fake.generated).toHaveLength(3);
  fake.generated[2].resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  expect(viewer.state.image?.recipe.psi).toBe(0.8);
});

test("drawn seeds are short, whole, and never the one before", () => {
  for (const share of [0, 0.25, 0.5, 0.999999]) {
    const seed = drawSeed(4, () => share);
    expect(Number.isInteger(seed)).toBe(true);
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(seed).toBeLessThanOrEqual(MAX_DRAWN_SEED);
    expect(drawSeed(seed, () => share)).not.toBe(seed);
  }
});
