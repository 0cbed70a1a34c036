/** The window of stacked 3x3 convolutions along one axis. */

/** Width of the window after so many layers, in cells: 2L + 1. */
export function windowWidth(layers: number): number {
  return 2 * layers + 1;
}

/** Cells that are still missing from a place to another after so many layers; 0 where it is reached. */
export function missingCells(from: number, to: number, layers: number): number {
  return Math.max(0, Math.abs(to - from) - layers);
}
