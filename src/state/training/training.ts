/** The run that learns on the page `learn.html`: its configuration, its figures, and what a person does with it. */
import { asLensError, LensError } from "../../model/errors";
import { learnedId, saveModel } from "../../model/storage/saved-models";
import { BACKENDS, type BackendName } from "../../runtime/api/types";
import {
  type LearningConfig,
  type LearningRun,
  readRun,
  type SavedRun,
  type StepFigures,
  startLearning,
  writeRun,
} from "../../runtime/jobs/training-run";
import { driverReset } from "../../runtime/recovery/driver-reset";
import { replaceNotice } from "../store/notices";
import { type PastRun, useLearning } from "./training-store";

export type {
  LayerSpectrum,
  LearningConfig,
  Look,
  RuleScore,
  Sizes,
  Spectra,
  StepFigures,
} from "../../runtime/jobs/training-run";
export { type LearningStore, type PastRun, type RunStatus, shownConfig, useLearning } from "./training-store";

/** Samples on show. */
export const SAMPLES = 12;
/** Samples, and what else is costly, are renewed this often while a run goes on. */
const LOOK_MS = 1500;
/** Samples that the matching rule is read from, and how often: so many take about as long as two steps. */
const RULE_SAMPLES = 256;
const RULE_MS = 10_000;
/** What a run has learned is kept this often, so that a lost device costs no more. */
const KEEP_MS = 10_000;
/** Rows of figures that are kept; of a longer run every other one is let go. */
const MOST_ROWS = 2000;

/** A run of this many steps is worth a comparison. */
const LEAST_ROWS = 5;

const { getState: get, setState: set } = useLearning;

let run: LearningRun | undefined;
/** The loop that goes on; another one ends it. */
let loop = 0;
/** Steps that the loop has still to take. */
let left = 0;

/** Changes the next run. */
export function configure(change: Partial<LearningConfig>): void {
  set(({ config }) => ({ config: { ...config, ...change } }));
}

/** Begins again with the configuration, or from a kept run, which stands still at first unless it `goes`. */
export async function begin(from?: SavedRun, goes = from === undefined): Promise<void> {
  const config = from?.config ?? get().config;
  resumedFrom = undefined;
  set({
    config,
    ...(!from && { rows: [], past: pastRun() }),
    ...{ look: undefined, last: undefined, rule: undefined, spectra: undefined },
  });
  await start(config, from, goes ? Number.POSITIVE_INFINITY : 0);
}

/**
 * Starts a run in place of the one before.
 * @param count steps to take; where there is none, the run stands still
 * @returns whether it has started
 */
async function start(config: LearningConfig, from: SavedRun | undefined, count: number): Promise<boolean> {
  const mine = release();
  set({
    ...{ running: config, status: { phase: "starting" }, kept: from },
    ...{ speed: undefined, sizes: undefined, backend: undefined },
  });
  try {
    const forced = backendFromAddress();
    const started = await startLearning(config, {
      ...(from && { from: from.state }),
      ...(forced && { forced }),
    });
    if (mine !== loop) {
      started.end();
      return false;
    }
    run = started;
    started.whenLost((lost) => void takeUpLoss(started, lost));
    set({ sizes: started.sizes, backend: { name: started.backend, adapter: started.adapter } });
  } catch (thrown) {
    if (mine === loop) set({ status: { phase: "failed", error: asLensError(thrown) } });
    return false;
  }
  if (count > 0) void steps(count);
  else {
    set({ status: { phase: "paused" } });
    // A run that fails says so at its next step.
    void lookAround().catch(() => undefined);
  }
  return true;
}

/** Ends the run and its loop. @returns the number of the next loop */
function release(): number {
  run?.end();
  run = undefined;
  return ++loop;
}

/** The step that a lost run went on from: lost again before it was kept again, it is not started by itself. */
let resumedFrom: number | undefined;

/** A run that lost its worker or its device goes on from its last keeping, up to where it was or for as long as it was to. */
async function takeUpLoss(lost: LearningRun, error: LensError): Promise<void> {
  const { running, kept, rows, status } = get();
  if (lost !== run || !running) return;
  const mine = release();
  const step = kept?.state.step ?? 0;
  if (resumedFrom === step) {
    set({ status: { phase: "failed", error } });
    return;
  }
  resumedFrom = step;
  const done = Math.max(0, (rows.at(-1)?.step ?? 0) - step);
  const count = done + (status.phase === "running" ? left : 0);
  set({ status: { phase: "starting" }, rows: rows.filter((row) => row.step <= step) });
  await driverReset(error);
  if (mine === loop && (await start(running, kept, count))) {
    replaceNotice(new LensError("run-resumed", { step, backend: get().backend?.name ?? "" }));
  }
}

/** Steps until paused. */
export async function goOn(): Promise<void> {
  await steps(Number.POSITIVE_INFINITY);
}

/** One step, and a look. */
export async function stepOnce(): Promise<void> {
  await steps(1);
}

export function pause(): void {
  loop++;
  if (get().status.phase === "running") set({ status: { phase: "paused" } });
  void lookAround()
    .then(readRule)
    // A run that fails says so at its next step.
    .catch(() => undefined);
}

/** Goes on from the last keeping after a failure. */
export async function recover(): Promise<void> {
  const { kept, rows } = get();
  if (!kept) return begin();
  // What was done since is done again.
  set({ rows: rows.filter(({ step }) => step <= kept.state.step) });
  return begin(kept, true);
}

/** The run as a file, as it stands; `undefined` where there is none. @throws LensError where it fails */
export async function runFile(): Promise<Uint8Array | undefined> {
  const kept = await keep();
  return kept && writeRun(kept);
}

/**
 * Keeps the averaged generator as it stands as a model of this browser.
 * @returns its id; `undefined` where there is no run
 * @throws LensError `not-kept` where the browser keeps nothing, or what the run throws
 */
export async function keepAsModel(): Promise<string | undefined> {
  const { running, rows, kept } = get();
  const used = run;
  if (!used || !running) return undefined;
  const step = rows.at(-1)?.step ?? kept?.state.step ?? 0;
  const id = learnedId(running.pictures, running.seed, step);
  const files = await used.exported(
    id,
    `Learned here: ${running.pictures}, seed ${running.seed}, step ${step}`,
  );
  // The lens is another page: what only this one had in its memory would not be there.
  const lasts = await saveModel(files, new URL(`models/${id}/`, document.baseURI));
  if (!lasts) throw new LensError("not-kept");
  return id;
}

/**
 * Opens the run of a file, in place of the one before.
 * @param where its name, for sentences
 * @throws LensError what `readRun` throws
 */
export async function openRun(bytes: Uint8Array, where: string): Promise<void> {
  const saved = readRun(bytes, where);
  set({ rows: [], past: pastRun() });
  await begin(saved);
}

/** What the run on show leaves to be compared with; the comparison before it where it is too short. */
function pastRun(): PastRun | undefined {
  const { running, rows, rule, past } = get();
  return running && rows.length >= LEAST_ROWS ? { config: running, rows, rule } : past;
}

async function steps(count: number): Promise<void> {
  loop++;
  const mine = loop;
  const used = run;
  if (!used) return;
  set({ status: { phase: "running" } });
  let [looked, ruled, kept] = [0, performance.now(), performance.now()];
  try {
    for (let done = 0; done < count && mine === loop; done++) {
      left = count - done;
      const began = performance.now();
      const figures = await used.step();
      if (used !== run) return;
      note(figures, performance.now() - began);
      if (mine !== loop) break;
      left--;
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
    if (mine !== loop) return;
    await lookAround();
    await keep();
    set({ status: { phase: "paused" } });
  } catch (thrown) {
    if (used === run) set({ status: { phase: "failed", error: asLensError(thrown) } });
  }
}

function note(figures: StepFigures, milliseconds: number): void {
  const { rows, speed, running } = get();
  const all = [...rows, figures];
  const kept = all.length > MOST_ROWS ? all.filter((_, at) => at % 2 === 0 || at === all.length - 1) : all;
  const now = (1000 * (running?.batch ?? 0)) / milliseconds;
  set({ rows: kept, speed: speed === undefined ? now : 0.9 * speed + 0.1 * now });
}

/** Whether the images of the last step's weights are on show: they cost a pass more at every look. */
let showsLast = false;

/** Brings those images, and renews them with the others, or releases them. */
export function showLast(shows: boolean): void {
  showsLast = shows;
  // A run that fails says so at its next step.
  if (shows) void lookAround().catch(() => undefined);
  else set({ last: undefined });
}

/** Renews the samples and the spectra. */
async function lookAround(): Promise<void> {
  const used = run;
  if (!used) return;
  const look = await used.look(SAMPLES, "average");
  const last = showsLast ? await used.look(SAMPLES, "last") : undefined;
  const spectra = await used.spectra();
  if (used === run) set({ look, last, spectra });
}

async function readRule(): Promise<void> {
  const used = run;
  const rule = await used?.rule(RULE_SAMPLES);
  if (rule && used === run) set({ rule });
}

/** The run as it is now. @throws LensError where it fails */
export async function keep(): Promise<SavedRun | undefined> {
  const { running } = get();
  const used = run;
  if (!used || !running) return undefined;
  const kept = { config: running, state: await used.state() };
  if (used === run) set({ kept });
  return kept;
}

function backendFromAddress(): BackendName | undefined {
  const asked = new URLSearchParams(window.location.search).get("backend");
  return BACKENDS.find((name) => name === asked);
}
