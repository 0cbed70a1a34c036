/** Runs are saved by themselves in this browser, and asked about before steps are lost. */
import { allFinite } from "../../model/formats/safetensors";
import {
  holdRun,
  readSavedRun,
  removeRun,
  type SavedRunEntry,
  savedRuns,
  saveRun,
} from "../../model/storage/saved-runs";
import { type LearningConfig, readRun, type SavedRun, writeRun } from "../../runtime/jobs/training-run";
import { hasUnsavedSteps, useLearning } from "./training-store";

const { getState: get, setState: set } = useLearning;

/** An id for a run that is not saved yet. */
function freshId({ pictures, seed }: LearningConfig): string {
  return `${pictures}-${seed}-${Date.now().toString(36)}`;
}

/** Called for each run that comes on show. @param step that need not be saved: it is in a file already */
export function saveAsNew(config: LearningConfig, step = 0): void {
  const id = freshId(config);
  set({ saving: { id, step } });
  void holdRun(id);
}

/** The save that waits while another one is written: the newest. */
let waiting: { readonly id: string; readonly run: SavedRun } | undefined;
let writing: Promise<void> | undefined;

/** Saves the run on show; training goes on whether or not it can be. Settles when it is saved, or is known not to be. Never rejects. */
export function saveByItself(run: SavedRun): Promise<void> {
  const { saving, rows } = get();
  if (!saving || run.state.step === 0) return Promise.resolve();
  const done = rows.filter(({ step }) => step <= run.state.step);
  waiting = { id: saving.id, run: { ...run, rows: done } };
  writing ??= writeAll().finally(() => {
    writing = undefined;
  });
  return writing;
}

async function writeAll(): Promise<void> {
  while (waiting) {
    const { id, run } = waiting;
    waiting = undefined;
    const fault = await write(id, run);
    const { saving } = get();
    // Another run may be on show by now.
    if (saving?.id !== id) continue;
    if (fault) set({ saving: { ...saving, fault } });
    else set({ saving: { id, step: run.state.step } });
  }
  await listRuns();
}

async function write(id: string, run: SavedRun): Promise<"storage" | "numbers" | undefined> {
  const { config, state } = run;
  const { generator, discriminator, average } = state;
  const numbers = [generator.values, discriminator.values, generator.second, discriminator.second, average];
  if (!numbers.every(allFinite)) return "numbers";
  const head = { pictures: config.pictures, seed: config.seed, step: state.step, at: Date.now() };
  return (await saveRun(id, writeRun(run), head)) ? undefined : "storage";
}

/** Reads again which runs are saved. */
export async function listRuns(): Promise<readonly SavedRunEntry[]> {
  const runs = await savedRuns();
  set({ savedRuns: runs });
  return runs;
}

/**
 * A saved run.
 * @returns `undefined` where it is not saved any more
 * @throws LensError what `readRun` throws
 */
export async function openSaved(id: string): Promise<SavedRun | undefined> {
  const bytes = await readSavedRun(id);
  return bytes && readRun(bytes, id);
}

/** Called when a saved run comes on show: what it learns further is saved in its place, unless another page has it on show as well. */
export async function saveInPlace(id: string, { config, state }: SavedRun): Promise<void> {
  const free = await holdRun(id);
  if (free) set({ saving: { id, step: state.step } });
  else saveAsNew(config, state.step);
}

/** Removes a saved run. If it is the one on show, what it learns from now on is a run of its own. */
export async function removeSaved(id: string): Promise<void> {
  await writing;
  await removeRun(id);
  const { saving, running, rows } = get();
  // What a person removed is not asked about.
  if (saving?.id === id && running) saveAsNew(running, rows.at(-1)?.step);
  await listRuns();
}

/**
 * Asks before the page is left while steps would be lost, and only then: a page that listens for it all the time is left more slowly.
 * @param save saves the run on show; called when the page is hidden, since it may not come back
 */
export function guardUnsaved(save: () => Promise<unknown>): void {
  const ask = (event: Event) => event.preventDefault();
  useLearning.subscribe((now, before) => {
    const [is, was] = [hasUnsavedSteps(now), hasUnsavedSteps(before)];
    if (is && !was) window.addEventListener("beforeunload", ask);
    if (!is && was) window.removeEventListener("beforeunload", ask);
  });
  document.addEventListener("visibilitychange", () => {
    // A run that fails says so at its next step.
    if (document.visibilityState === "hidden" && hasUnsavedSteps(get())) void save().catch(() => undefined);
  });
}
