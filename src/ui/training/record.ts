/** What a log says of itself: where it begins, and where its losses jump. */
import type { TrainingLog } from "../../model/formats/training-log";

/** Of all rows: a record that begins within this share of its steps began with the training. */
const EARLY = 0.02;
/** So many typical differences of neighbouring rows are a jump. */
const JUMP = 10;

export interface RecordStart {
  readonly step: number;
  /** Of the generator, there. */
  readonly gamma: number;
  /** Whether that is the start of the training, as far as the log shows. */
  readonly fromZero: boolean;
}

/** The first row with a gamma; `undefined` where none was measured. */
export function recordStart({ step, gammaGenerator }: TrainingLog): RecordStart | undefined {
  const at = gammaGenerator.findIndex((gamma) => gamma !== null);
  if (at < 0) return undefined;
  const last = step[step.length - 1];
  return { step: step[at], gamma: gammaGenerator[at] ?? 0, fromZero: step[at] <= EARLY * last };
}

export interface LossJump {
  /** The rows around it, by their steps. */
  readonly before: number;
  readonly after: number;
  /** The discriminator's loss in them. */
  readonly from: number;
  readonly to: number;
}

/** The largest jump of the discriminator's loss between two rows, if it is far beyond what neighbouring rows usually differ by. */
export function lossJump({ step, discriminatorLoss }: TrainingLog): LossJump | undefined {
  const rows = step.flatMap((at, index) => {
    const loss = discriminatorLoss[index];
    return loss === null || loss === undefined ? [] : [{ at, loss }];
  });
  const sizes = rows.slice(1).map(({ loss }, index) => Math.abs(loss - rows[index].loss));
  if (sizes.length < 3) return undefined;
  const usual = [...sizes].sort((a, b) => a - b)[sizes.length >> 1];
  const largest = sizes.indexOf(Math.max(...sizes));
  if (sizes[largest] <= JUMP * usual) return undefined;
  const [a, b] = [rows[largest], rows[largest + 1]];
  return { before: a.at, after: b.at, from: a.loss, to: b.loss };
}
