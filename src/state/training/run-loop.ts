/** The loop of a run: step after step, with looks and checkpoints between them. */
import { asLensError } from "../../model/errors";
import type { SavedRun } from "../../runtime/jobs/training-run";
import { current, lookAround, note, readRule } from "./run-looks";
import { saveByItself } from "./run-saving";
import { stepsDone, useLearning } from "./training-store";

/** Samples, and what else is costly, are renewed this often while a run continues. */
const LOOK_MS = 1500;
/** The matching rule is read this often. */
const RULE_MS = 10_000;
/** A checkpoint is made and saved this often, so that a lost device or a closed page costs no more. */
const KEEP_MS = 10_000;

const { getState: get, setState: set } = useLearning;

/** A step at which a loop ends, as it stands now: a person may change it meanwhile. */
export type Target = () => number;
export const chosenEnd: Target = () => get().until;
let target = chosenEnd;

/** The last step that was begun. */
let stepping: Promise<unknown> | undefined;

/** Where the last loop was to end. */
export const lastTarget = (): Target => target;

/** Takes steps; ends the loop before. */
export async function steps(end: Target): Promise<void> {
  current.loop++;
  const mine = current.loop;
  const used = current.run;
  if (!used) return;
  target = end;
  set({ status: { phase: "running" } });
  let [looked, ruled, kept] = [0, performance.now(), performance.now()];
  try {
    while (mine === current.loop && stepsDone(get()) < end()) {
      const began = performance.now();
      const step = used.step();
      stepping = step;
      const figures = await step;
      if (used !== current.run) return;
      note(figures, performance.now() - began);
      if (mine !== current.loop) break;
      if (performance.now() - looked > LOOK_MS) {
        await lookAround();
        looked = performance.now();
      }
      if (performance.now() - ruled > RULE_MS) {
        await readRule();
        ruled = performance.now();
      }
      if (performance.now() - kept > KEEP_MS) {
        await keep();
        kept = performance.now();
      }
    }
    if (mine !== current.loop) return;
    await lookAround();
    await keep();
    set({ status: { phase: "paused" } });
  } catch (thrown) {
    if (used === current.run) set({ status: { phase: "failed", error: asLensError(thrown) } });
  }
}

/** Makes a checkpoint of the run as it is now, which is then saved without being waited for. @throws LensError where it fails */
export async function keep(): Promise<SavedRun | undefined> {
  const { running, saving } = get();
  const used = current.run;
  if (!used || !running) return undefined;
  // A checkpoint has the same last step as the figures.
  await stepping?.catch(() => undefined);
  const kept = { config: running, state: await used.state() };
  if (used !== current.run) return kept;
  set({ kept });
  if (saving?.id === get().saving?.id) void saveByItself(kept);
  return kept;
}
