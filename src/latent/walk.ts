/** Where a walk through key frames stands. */

/** How a walk is gone. */
export interface WalkShape {
  /** Number of key frames. */
  readonly frames: number;
  /** Whether it continues from the last key frame to the first. */
  readonly loop: boolean;
}

/** Number of ways between neighbouring key frames; a position runs from 0 to it. */
export function walkLength({ frames, loop }: WalkShape): number {
  if (frames < 2) return 0;
  return loop ? frames : frames - 1;
}

/** A place between two key frames. */
export interface WalkPlace {
  /** Number of the key frame behind. */
  readonly from: number;
  /** Number of the key frame ahead. */
  readonly to: number;
  /** How far along from the one to the other, 0 to below 1. */
  readonly share: number;
}

/** The key frames around a position. Positions beyond the end are those at the end (or, in a loop, from the start again). */
export function walkPlace(shape: WalkShape, position: number): WalkPlace {
  const length = walkLength(shape);
  if (length === 0) return { from: 0, to: 0, share: 0 };
  const inside = shape.loop
    ? ((position % length) + length) % length
    : Math.min(length, Math.max(0, position));
  const from = Math.floor(inside);
  return { from, to: (from + 1) % shape.frames, share: inside - from };
}

/**
 * The position after some time, and whether the walk continues.
 * @param seconds since the position was left
 * @param secondsPerFrame time from one key frame to the next, above 0
 */
export function walkOn(
  shape: WalkShape,
  position: number,
  seconds: number,
  secondsPerFrame: number,
): { readonly position: number; readonly over: boolean } {
  const length = walkLength(shape);
  const next = position + seconds / secondsPerFrame;
  if (length === 0) return { position: 0, over: true };
  if (shape.loop) return { position: next % length, over: false };
  return next < length ? { position: next, over: false } : { position: length, over: true };
}
