/** The run that learns on the page `learn.html`: its configuration, its figures, and what a person does with it. */
import { asLensError, LensError } from "../../model/errors";
import { saveModel } from "../../model/storage/save-model";
import { learnedId } from "../../model/storage/saved-models";
import {
  type LearningConfig,
  type LearningRun,
  readRun,
  type SavedRun,
  startLearning,
  writeRun,
} from "../../runtime/jobs/training-run";
import { driverReset } from "../../runtime/recovery/driver-reset";
import { forcedBackend } from "../navigation/forced-backend";
import { addNotice, replaceNotice } from "../store/notices";
import { current, forgetTimes, lookAround, readRule } from "./run-looks";
import { chosenEnd, keep, lastTarget, steps, type Target } from "./run-loop";
import {
  guardUnsaved,
  listRuns,
  openSaved,
  removeSaved,
  saveAsNew,
  saveByItself,
  saveInPlace,
} from "./run-saving";
import { hasUnsavedSteps, type PastRun, STEPS, stepsDone, useLearning } from "./training-store";

export type {
  LayerSpectrum,
  LearningConfig,
  Look,
  RuleScore,
  Sizes,
  Spectra,
  StepFigures,
} from "../../runtime/jobs/training-run";
export { SAMPLES, showLast } from "./run-looks";
export { keep } from "./run-loop";
export * from "./training-store";
export { removeSaved };

/** A run of this many steps is worth a comparison. */
const LEAST_ROWS = 5;

const { getState: get, setState: set } = useLearning;

/** Changes the next run. */
export function configure(change: Partial<LearningConfig>): void {
  set(({ config }) => ({ config: { ...config, ...change } }));
}

/** Changes the step at which the run on show, and the next one, pauses. */
export function trainUntil(until: number): void {
  set({ until });
}

/** Begins again with the configuration. */
export async function begin(): Promise<void> {
  await leave();
  const { config } = get();
  resumedFrom = undefined;
  set({ rows: [], past: pastRun(), ...NOTHING_SEEN });
  saveAsNew(config);
  await start(config, undefined, chosenEnd);
}

/** Begins from a checkpoint; the run stands still at first unless it `goes`. */
async function resume(from: SavedRun, goes: boolean): Promise<void> {
  resumedFrom = undefined;
  set({ config: from.config, ...NOTHING_SEEN });
  await start(from.config, from, goes ? chosenEnd : () => 0);
}

const NOTHING_SEEN = { look: undefined, last: undefined, rule: undefined, spectra: undefined } as const;

/** Ends the loop of the run on show, and saves its last steps before another run takes its place. */
async function leave(): Promise<void> {
  current.loop++;
  if (!current.run || !hasUnsavedSteps(get())) return;
  set({ status: { phase: "starting" } });
  // A run that fails is left as it was saved last.
  await keep().catch(() => undefined);
}

/**
 * Starts a run in place of the one before.
 * @param end where it pauses; where it has come so far already, it stands still
 * @returns whether it has started
 */
async function start(config: LearningConfig, from: SavedRun | undefined, end: Target): Promise<boolean> {
  const mine = release();
  forgetTimes();
  set({
    ...{ running: config, status: { phase: "starting" }, kept: from },
    ...{ sizes: undefined, backend: undefined },
  });
  try {
    const forced = forcedBackend();
    const started = await startLearning(config, {
      ...(from && { from: from.state }),
      ...(forced && { forced }),
    });
    if (mine !== current.loop) {
      started.end();
      return false;
    }
    current.run = started;
    started.whenLost((lost) => void takeUpLoss(started, lost));
    set({ sizes: started.sizes, backend: { name: started.backend, adapter: started.adapter } });
  } catch (thrown) {
    if (mine === current.loop) set({ status: { phase: "failed", error: asLensError(thrown) } });
    return false;
  }
  if (stepsDone(get()) < end()) void steps(end);
  else {
    set({ status: { phase: "paused" } });
    // A run that fails says so at its next step.
    void lookAround().catch(() => undefined);
  }
  return true;
}

/** Ends the run and its loop. @returns the number of the next loop */
function release(): number {
  current.run?.end();
  current.run = undefined;
  return ++current.loop;
}

/** The step that a lost run resumed from: lost again before the next checkpoint, it is not started by itself. */
let resumedFrom: number | undefined;

/** A run that lost its worker or its device resumes from its last checkpoint, up to where it was or for as long as it was to. */
async function takeUpLoss(lost: LearningRun, error: LensError): Promise<void> {
  const { running, kept, rows, status } = get();
  if (lost !== current.run || !running) return;
  const stood = stepsDone(get());
  const mine = release();
  const step = kept?.state.step ?? 0;
  if (resumedFrom === step) {
    set({ status: { phase: "failed", error } });
    return;
  }
  resumedFrom = step;
  const end = status.phase === "running" ? lastTarget() : () => stood;
  set({ status: { phase: "starting" }, rows: rows.filter((row) => row.step <= step) });
  await driverReset(error);
  if (mine === current.loop && (await start(running, kept, end))) {
    replaceNotice(new LensError("run-resumed", { step, backend: get().backend?.name ?? "" }));
  }
}

/** Steps until the chosen one, or as many again where that is done. */
export async function goOn(): Promise<void> {
  const done = stepsDone(get());
  if (get().until <= done) set({ until: done + STEPS });
  await steps(chosenEnd);
}

/** One step, and a look. */
export async function stepOnce(): Promise<void> {
  const next = stepsDone(get()) + 1;
  await steps(() => next);
}

export function pause(): void {
  current.loop++;
  if (get().status.phase === "running") set({ status: { phase: "paused" } });
  void keep()
    .then(lookAround)
    .then(readRule)
    // A run that fails says so at its next step.
    .catch(() => undefined);
}

/** Resumes from the last checkpoint after a failure. */
export async function recover(): Promise<void> {
  const { kept, rows } = get();
  if (!kept) return begin();
  // What was done since is done again.
  set({ rows: rows.filter(({ step }) => step <= kept.state.step) });
  return resume(kept, true);
}

/** The run as a file, as it stands; `undefined` where there is none. @throws LensError where it fails */
export async function runFile(): Promise<Uint8Array | undefined> {
  const kept = await keep();
  return kept && writeRun({ ...kept, rows: get().rows.filter(({ step }) => step <= kept.state.step) });
}

/**
 * Stores the averaged generator as it stands as a model of this browser, and saves the run.
 * @returns its id; `undefined` where there is no run
 * @throws LensError `not-kept` where the browser stores nothing, or what the run throws
 */
export async function keepAsModel(): Promise<string | undefined> {
  const { running } = get();
  const used = current.run;
  const kept = await keep();
  if (!used || !running || !kept) return undefined;
  // The page is left for the lens: what is still being saved would be lost.
  const saved = saveByItself(kept);
  const { step } = kept.state;
  const id = learnedId(running.pictures, running.seed, step);
  const files = await used.exported(
    id,
    `Learned here: ${running.pictures}, seed ${running.seed}, step ${step}`,
  );
  // The lens is another page: what only this one had in its memory would not be there.
  const lasts = await saveModel(files, new URL(`models/${id}/`, document.baseURI));
  await saved;
  if (!lasts) throw new LensError("not-saved");
  return id;
}

/**
 * Opens the run of a file, in place of the one before.
 * @param where its name, for sentences
 * @throws LensError what `readRun` throws
 */
export async function openRun(bytes: Uint8Array, where: string): Promise<void> {
  const saved = readRun(bytes, where);
  await leave();
  set({ rows: saved.rows ?? [], past: pastRun() });
  saveAsNew(saved.config, saved.state.step);
  await resume(saved, false);
}

/**
 * Opens a run that this browser saved, in place of the one before.
 * @param isWanted asked once it is read
 * @throws LensError what `readRun` throws
 */
export async function openSavedRun(id: string, isWanted = () => true): Promise<void> {
  const saved = await openSaved(id);
  if (!isWanted()) return;
  if (!saved) return void (await listRuns());
  await leave();
  await saveInPlace(id, saved);
  if (!isWanted()) return;
  set({ rows: saved.rows ?? [], past: pastRun() });
  await resume(saved, false);
}

/** Brings back the run that was saved last, called once when the page opens; from now on no steps are lost without a question. */
export async function followRuns(): Promise<void> {
  guardUnsaved(keep);
  try {
    const [newest] = await listRuns();
    // A person may have started another one meanwhile.
    if (newest) await openSavedRun(newest.id, () => get().status.phase === "none");
  } catch (thrown) {
    addNotice(asLensError(thrown));
  }
}

/** What the run on show leaves to be compared with; the comparison before it where it is too short. */
function pastRun(): PastRun | undefined {
  const { running, rows, rule, past } = get();
  return running && rows.length >= LEAST_ROWS ? { config: running, rows, rule } : past;
}
