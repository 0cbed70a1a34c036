/** The log of a model's training as columns of numbers, for charts. */
import * as v from "valibot";
import { readJson } from "./json-file";

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
});

/** Columns of equal length; null where nothing was measured. */
export type TrainingLog = v.InferOutput<typeof schema>;

/** @param where its name, for the error's sentence. @throws LensError `manifest-field` */
export function readTrainingLog(bytes: Uint8Array, where: string): TrainingLog {
  return readJson(new TextDecoder().decode(bytes), schema, where);
}
