/** What the colours of a map run to. Always from 0, so that a flat map looks flat. */
export type ScaleMode =
  /** To the largest weight over all rows of this image. */
  | "absolute"
  /** To the largest weight of this row. */
  | "map"
  /** To the largest weight over the pinned rows. */
  | "pins";

export interface ScaleInput {
  readonly mode: ScaleMode;
  /** Largest weight over all rows. */
  readonly absoluteMax: number;
  /** Largest weight of the row on show. */
  readonly mapMax: number;
  /** Largest weight of each pinned row; empty without pins. */
  readonly pinMaxima: readonly number[];
}

/** The weight that gets the last colour. Without pins, the shared scale is that of the map on show. */
export function scaleTop({ mode, absoluteMax, mapMax, pinMaxima }: ScaleInput): number {
  if (mode === "absolute") return absoluteMax;
  if (mode === "map" || pinMaxima.length === 0) return mapMax;
  return Math.max(...pinMaxima);
}
