/** The hinge losses of one score, and their slopes (Zhang et al. 2019, section 3, equation 4). */

/** A loss and its derivative with respect to the score. */
export interface LossAt {
  readonly loss: number;
  readonly slope: number;
}

/** The discriminator's part for a real image: max(0, 1 - score). At the bend itself the slope counts as 0, as in PyTorch. */
export function realLoss(score: number): LossAt {
  return score < 1 ? { loss: 1 - score, slope: -1 } : { loss: 0, slope: 0 };
}

/** The discriminator's part for a made image: max(0, 1 + score). At the bend itself the slope counts as 0. */
export function fakeLoss(score: number): LossAt {
  return score > -1 ? { loss: 1 + score, slope: 1 } : { loss: 0, slope: 0 };
}

/** The generator's loss for a made image: -score. */
export function generatorLoss(score: number): LossAt {
  return { loss: 0 - score, slope: -1 };
}
