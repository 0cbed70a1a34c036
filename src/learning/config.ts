/** What a small SAGAN that learns from scratch is made of, and how it learns. */

/** The invented images that there are to learn from. */
export const PICTURE_KINDS = ["faces", "lines"] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** Side of the generator's first grid and of the discriminator's last, in cells. */
export const START_SIDE = 4;
export const START_CELLS = START_SIDE * START_SIDE;

/** The fields that name shapes have the names of `training/learning.py`. */
export interface LearningConfig {
  readonly pictures: PictureKind;
  /** Side of an image in pixels: 16 or 32. */
  readonly size: number;
  /** 1: grey; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** Entries of z. With a local stem a multiple of 16. */
  readonly latent: number;
  /**
   * `global`: one dense layer, every cell of the first grid reads all of z. `local`: cell n reads only the n-th sixteenth of z,
   * so that nothing but attention can make two far places agree.
   */
  readonly stem: "local" | "global";
  /** Channels of each grid, from 4x4 up to the image's; one more than the doublings. Multiples of 8 at the attention. */
  readonly generatorWidths: readonly number[];
  /** Channels after each halving, then of the convolutions on the 4x4 grid. */
  readonly discriminatorWidths: readonly number[];
  /** Convolutions on the discriminator's 4x4 grid. */
  readonly tail: number;
  /**
   * Whether the discriminator is told how much the images of a batch differ at each place (after Karras et al. 2018,
   * arXiv:1710.10196, section 3; not in the SAGAN paper). Without it so small a generator often falls to one kind of image.
   */
  readonly batchDeviation: boolean;
  readonly attention: boolean;
  /** Side of the grid with self-attention, in both networks. */
  readonly attentionSide: number;
  /** Spectral normalisation of every weight of a network. */
  readonly spectralGenerator: boolean;
  readonly spectralDiscriminator: boolean;
  /** Adam's rates; gamma of either network has its own. */
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly gammaRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Most that an average of the generator keeps of itself at a step. */
  readonly average: number;
  /** Weight of a loss term against latents that give the same image (Mao et al. 2019, arXiv:1903.05628); 0 for none. */
  readonly diversity: number;
  readonly batch: number;
  /** Of the start weights, the images and the latents: an unsigned 32-bit integer. */
  readonly seed: number;
}

/**
 * A few hundred steps are enough to see gamma rise. The rates have the paper's ratio of 1 to 4 (Zhang et al. 2019, section 5) at ten
 * times its size, for so few steps.
 */
export const DEFAULT_CONFIG: LearningConfig = {
  pictures: "faces",
  size: 16,
  channels: 3,
  latent: 64,
  stem: "local",
  generatorWidths: [24, 24, 16],
  discriminatorWidths: [16, 24, 24],
  tail: 1,
  batchDeviation: true,
  attention: true,
  attentionSide: 8,
  spectralGenerator: true,
  spectralDiscriminator: true,
  generatorRate: 1e-3,
  discriminatorRate: 4e-3,
  gammaRate: 1e-2,
  beta1: 0,
  beta2: 0.9,
  average: 0.99,
  diversity: 0,
  batch: 16,
  seed: 1,
};

/** How often a network doubles or halves the side. */
export function doublings({ size }: Pick<LearningConfig, "size">): number {
  return Math.log2(size / START_SIDE);
}

/** @throws RangeError with the field's name, for a configuration that no network can be made of */
export function checkConfig(config: LearningConfig): void {
  const refuse = (field: keyof LearningConfig, problem: string): never => {
    throw new RangeError(`${field}: ${problem}`);
  };
  const whole = (field: keyof LearningConfig, least: number) => {
    const value = config[field];
    if (!Number.isInteger(value) || (value as number) < least)
      refuse(field, `it must be a whole number from ${least}`);
  };
  if (!PICTURE_KINDS.includes(config.pictures))
    refuse("pictures", `it must be one of ${PICTURE_KINDS.join(", ")}`);
  if (config.size !== 16 && config.size !== 32) refuse("size", "it must be 16 or 32");
  if (config.channels !== 1 && config.channels !== 3) refuse("channels", "it must be 1 or 3");
  if (config.stem !== "local" && config.stem !== "global") refuse("stem", "it must be local or global");
  whole("latent", 1);
  if (config.stem === "local" && config.latent % START_CELLS !== 0)
    refuse("latent", `with a local stem it must be a multiple of ${START_CELLS}`);
  whole("batch", 2);
  whole("tail", 1);
  whole("seed", 0);
  if (config.seed > 0xffffffff) refuse("seed", "it must fit in 32 bits");
  const count = doublings(config) + 1;
  for (const field of ["generatorWidths", "discriminatorWidths"] as const) {
    const widths = config[field];
    if (widths.length !== count) refuse(field, `pictures of side ${config.size} need ${count} widths`);
    if (!widths.every((width) => Number.isInteger(width) && width > 0 && width % 8 === 0))
      refuse(field, "every width must be a multiple of 8");
  }
  const sides = Array.from({ length: count - 2 }, (_, k) => START_SIDE * 2 ** (k + 1));
  if (config.attention && !sides.includes(config.attentionSide))
    refuse("attentionSide", `it must be one of ${sides.join(", ")}`);
  for (const field of ["generatorRate", "discriminatorRate", "gammaRate"] as const) {
    if (!(config[field] >= 0 && config[field] <= 1)) refuse(field, "it must lie from 0 to 1");
  }
  if (!(config.diversity >= 0)) refuse("diversity", "it must not be below 0");
  for (const field of ["beta1", "beta2", "average"] as const) {
    if (!(config[field] >= 0 && config[field] < 1)) refuse(field, "it must lie from 0 to below 1");
  }
}
