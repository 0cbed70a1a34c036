/** The log of a model's training as columns of numbers, for charts. */
import * as v from "valibot";
import { readJson } from "./json-file";
import { localisedText } from "./manifest";

const column = v.array(v.nullable(v.number()));
const schema = v.object({
  step: v.pipe(v.array(v.number()), v.minLength(1)),
  discriminatorLoss: column,
  generatorLoss: column,
  scoreReal: column,
  scoreFake: column,
  gammaGenerator: column,
  gammaDiscriminator: column,
  entropyRatio: column,
  queryDependence: column,
  /** Where the training was stopped and continued otherwise, the earliest first; a log without it says nothing of that. */
  changes: v.optional(v.array(v.object({ step: v.number(), what: localisedText }))),
});

/** Columns of equal length, null where nothing was measured; and what was changed. */
export type TrainingLog = v.InferOutput<typeof schema>;

/** @param where its name, for the error's sentence. @throws LensError `manifest-field` */
export function readTrainingLog(bytes: Uint8Array, where: string): TrainingLog {
  return readJson(new TextDecoder().decode(bytes), schema, where);
}
