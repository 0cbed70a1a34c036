/** The three figures of the shipped models' layers over several numbers of seeds, psi 0.8: the table of docs/atlas.md. */

/** A value and its 95 % interval. */
export type Measured = readonly [value: number, low: number, high: number];

export interface LayerFigures {
  readonly model: "cats64" | "eurosat64";
  readonly seeds: number;
  readonly position: Measured;
  readonly content: Measured;
  readonly total: Measured;
}

export const SEED_COUNTS = [10, 100, 1000] as const;

const of = (
  model: LayerFigures["model"],
  seeds: number,
  position: Measured,
  content: Measured,
  total: Measured,
): LayerFigures => ({ model, seeds, position, content, total });

export const LAYER_FIGURES: readonly LayerFigures[] = [
  of("cats64", 10, [0.518, 0.449, 0.587], [0.596, 0.518, 0.68], [0.725, 0.643, 0.803]),
  of("cats64", 100, [0.55, 0.528, 0.571], [0.603, 0.577, 0.632], [0.761, 0.744, 0.78]),
  of("cats64", 1000, [0.524, 0.516, 0.531], [0.609, 0.601, 0.617], [0.746, 0.739, 0.753]),
  of("eurosat64", 10, [0.508, 0.425, 0.616], [0.78, 0.719, 0.849], [0.852, 0.795, 0.921]),
  of("eurosat64", 100, [0.323, 0.296, 0.35], [0.889, 0.876, 0.904], [0.901, 0.888, 0.914]),
  of("eurosat64", 1000, [0.247, 0.239, 0.255], [0.882, 0.877, 0.886], [0.893, 0.888, 0.897]),
];
