/** What undo takes back, and what not. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { patch } from "../../src/state/engine/viewer";
import { redo, undo } from "../../src/state/store/history";
import { withoutHistory } from "../../src/state/store/history-steps";
import { separateStep, useStore } from "../../src/state/store/store";

const steps = () => useStore.temporal.getState().pastStates.length;
const lens = () => useStore.getState().lens;
let unsubscribe = () => {};

beforeEach(() => {
  patch({ seed: 1, psi: 0.7 });
  useStore.temporal.getState().clear();
  separateStep();
});
afterEach(() => unsubscribe());

/** Corrects the state by a change of its own, in answer to another one. */
function correctOnce(change: Parameters<typeof patch>[0]): void {
  unsubscribe = useStore.subscribe(() => {
    unsubscribe();
    withoutHistory(() => patch(change));
  });
}

test("a correction in answer to a change that is no choice is no step", () => {
  correctOnce({ psi: 0.5 });
  useStore.setState({ wipe: 0.25 });
  expect(lens().psi).toBe(0.5);
  expect(steps()).toBe(0);
});

test("several corrections one after the other are no step either", () => {
  withoutHistory(() => patch({ psi: 0.5 }));
  correctOnce({ psi: 0.4 });
  withoutHistory(() => patch({ seed: 2 }));
  expect(lens()).toMatchObject({ seed: 2, psi: 0.4 });
  expect(steps()).toBe(0);
});

test("a choice that is corrected is one step: undo goes back before it, redo to what came of it", () => {
  correctOnce({ psi: 0.5 });
  patch({ seed: 7 });
  expect(lens()).toMatchObject({ seed: 7, psi: 0.5 });
  expect(steps()).toBe(1);
  undo();
  expect(lens()).toMatchObject({ seed: 1, psi: 0.7 });
  redo();
  expect(lens()).toMatchObject({ seed: 7, psi: 0.5 });
});
