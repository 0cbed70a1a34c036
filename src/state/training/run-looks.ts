/** The run on show, and what the page reads of it: figures of each step, samples, singular values, the matching rule. */
import type { LearningRun, StepFigures } from "../../runtime/jobs/training-run";
import { StepTimes } from "./step-times";
import { useLearning } from "./training-store";

/** Samples on show. */
export const SAMPLES = 12;
/** Samples that the matching rule is read from: so many take about as long as two steps. */
const RULE_SAMPLES = 256;
/** Rows of figures in memory; of a longer run every other one is dropped. */
const MOST_ROWS = 2000;

const { getState: get, setState: set } = useLearning;

/** The run on show, if there is one, and the number of the loop that continues: a higher one ends it. */
export const current: { run: LearningRun | undefined; loop: number } = { run: undefined, loop: 0 };

const times = new StepTimes();

/** Forgets how long steps took: another run, or another backend. */
export function forgetTimes(): void {
  times.clear();
  set({ speed: undefined, stepSeconds: undefined });
}

/** Takes the figures of a step. @param milliseconds that it took */
export function note(figures: StepFigures, milliseconds: number): void {
  const { rows, speed, running } = get();
  const all = [...rows, figures];
  const kept = all.length > MOST_ROWS ? all.filter((_, at) => at % 2 === 0 || at === all.length - 1) : all;
  const now = (1000 * (running?.batch ?? 0)) / milliseconds;
  times.add(milliseconds / 1000);
  const stepSeconds = times.median();
  set({ rows: kept, speed: speed === undefined ? now : 0.9 * speed + 0.1 * now, stepSeconds });
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
export async function lookAround(): Promise<void> {
  const used = current.run;
  if (!used) return;
  const look = await used.look(SAMPLES, "average");
  const last = showsLast ? await used.look(SAMPLES, "last") : undefined;
  const spectra = await used.spectra();
  if (used === current.run) set({ look, last, spectra });
}

export async function readRule(): Promise<void> {
  const used = current.run;
  const rule = await used?.rule(RULE_SAMPLES);
  if (rule && used === current.run) set({ rule });
}
