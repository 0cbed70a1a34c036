/** The feature grids of cats64 and eurosat64, whose networks have the same shape (`training/configs`). */

/** A square grid of features. */
export interface FeatureGrid {
  /** Cells along a side. */
  readonly side: number;
  readonly channels: number;
}

/** From the noise to the image. */
export const GENERATOR_GRIDS: readonly FeatureGrid[] = [
  { side: 4, channels: 256 },
  { side: 8, channels: 128 },
  { side: 16, channels: 64 },
  { side: 32, channels: 64 },
  { side: 64, channels: 32 },
];

/** From the image to the score; the last block keeps the side. */
export const DISCRIMINATOR_GRIDS: readonly FeatureGrid[] = [
  { side: 32, channels: 32 },
  { side: 16, channels: 64 },
  { side: 8, channels: 128 },
  { side: 4, channels: 128 },
  { side: 4, channels: 256 },
];
