/** The last run of a generator, and what of it the next can use again. */
import { type SiteIntervention, sameIntervention } from "../../attention/intervention";
import type { SitePass } from "../attention/site-pass";
import type { GeneratorInput } from "./generator-types";

export interface LastRun {
  readonly input: GeneratorInput;
  readonly passes: readonly SitePass[];
}

/** The first site whose change differs from the last run; -1 where the latent or the classes differ, `undefined` where nothing does. */
export function firstDifference(
  { input, passes }: LastRun,
  { z, classWeights, layerClasses, truncation = 1 }: GeneratorInput,
  changes: readonly SiteIntervention[],
): number | undefined {
  if (!sameNumbers(input.z, z) || !sameNumbers(input.classWeights, classWeights)) return -1;
  if ((input.truncation ?? 1) !== truncation) return -1;
  if (!sameLayerClasses(input.layerClasses, layerClasses)) return -1;
  const different = changes.findIndex((change, site) => !sameIntervention(change, passes[site].change));
  return different < 0 ? undefined : different;
}

function sameNumbers(a: Float32Array | undefined, b: Float32Array | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function sameLayerClasses(a: GeneratorInput["layerClasses"] = {}, b: GeneratorInput["layerClasses"] = {}) {
  const layers = new Set([...Object.keys(a), ...Object.keys(b)].map(Number));
  return [...layers].every((layer) => sameNumbers(a[layer], b[layer]));
}
