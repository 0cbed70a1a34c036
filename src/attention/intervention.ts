/** A change made inside an attention layer by the person looking, to see what the layer is for. */
export interface SiteIntervention {
  /** Factor on the learned gamma: 1 as trained, 0 without attention. */
  readonly gammaScale: number;
  /** What the scores s_ij are divided by before the softmax: above 1 rows flatten, below 1 they sharpen. Positive. */
  readonly temperature: number;
  /** Key locations that no query may read: their weight is exactly 0 and the rest of the row sums to 1. */
  readonly maskedKeys: readonly number[];
  /** Query locations that receive nothing: y_j = x_j. */
  readonly maskedQueries: readonly number[];
}

/** Changes by site name, such as `g.attn`; a site without an entry is as trained. */
export type Interventions = Readonly<Record<string, SiteIntervention>>;

export const NO_INTERVENTION: SiteIntervention = {
  gammaScale: 1,
  temperature: 1,
  maskedKeys: [],
  maskedQueries: [],
};

/** No intervention, with lists of its own to change. */
export function noIntervention() {
  return { ...NO_INTERVENTION, maskedKeys: [] as number[], maskedQueries: [] as number[] };
}

/** Whether an intervention leaves its layer as trained. */
export function changesNothing(change: SiteIntervention): boolean {
  return (
    change.gammaScale === 1 &&
    change.temperature === 1 &&
    change.maskedKeys.length === 0 &&
    change.maskedQueries.length === 0
  );
}

/** Whether two interventions are the same change; masks are compared in their order. */
export function sameIntervention(a: SiteIntervention, b: SiteIntervention): boolean {
  return (
    a === b ||
    (a.gammaScale === b.gammaScale &&
      a.temperature === b.temperature &&
      sameNumbers(a.maskedKeys, b.maskedKeys) &&
      sameNumbers(a.maskedQueries, b.maskedQueries))
  );
}

/** Only the entries that change something. */
export function withoutIdentities(interventions: Interventions): Interventions {
  return Object.fromEntries(Object.entries(interventions).filter(([, change]) => !changesNothing(change)));
}

/** Whether two sets of interventions change the network alike. */
export function sameInterventions(a: Interventions, b: Interventions): boolean {
  if (a === b) return true;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameIntervention(a[name] ?? NO_INTERVENTION, b[name] ?? NO_INTERVENTION));
}

/**
 * Masked locations as a byte for each location, 1 where masked; `undefined` where none is.
 * @param cells number of locations
 * @throws RangeError for an index outside them
 */
export function maskOf(masked: readonly number[], cells: number): Uint8Array | undefined {
  if (masked.length === 0) return undefined;
  const mask = new Uint8Array(cells);
  for (const index of masked) {
    if (!(index >= 0 && index < cells)) throw new RangeError(`location ${index} lies outside ${cells} cells`);
    mask[index] = 1;
  }
  return mask;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}
