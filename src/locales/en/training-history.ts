/** The training history, in English. */
export const trainingHistoryEn = {
  help: "The same latent vector at several steps of the training. Maps, numbers and changes are those of the chosen step. Gamma starts at 0, where attention adds nothing. Away from 0 it takes effect.",
  fromStart: (step: string, gamma: string) =>
    `The record begins at step ${step}, near the start of the training; the generator's gamma was ${gamma} then.`,
  fromLater: (step: string, gamma: string) =>
    `The record begins at step ${step}. The generator's gamma was already ${gamma} by then, so its rise from 0 is not shown here.`,
  change: (step: string) => `At step ${step} (dotted line):`,
  jump: (before: string, after: string, from: string, to: string) =>
    `Between steps ${before} and ${after} the discriminator's loss jumps from ${from} to ${to}. The cause is not recorded.`,
  moment: "Training step",
  step: (step: string) => `step ${step}`,
  finished: (step: string) => (step ? `finished, step ${step}` : "finished"),
  loading: "Loading the weights of this step",
  distance: (samples: string) => `Distance to real images (${samples} samples)`,
  axes: {
    step: "training step",
    distance: "distance (no unit)",
    gamma: "gamma (factor of attention)",
    share: "share (0 to 1)",
    loss: "hinge loss (no unit)",
    score: "score (no unit)",
  },
  names: {
    gammaGenerator: "gamma, generator",
    gammaDiscriminator: "gamma, discriminator",
    queryDependence: "query dependence",
    entropyRatio: "entropy / log M",
    discriminatorLoss: "loss, discriminator",
    generatorLoss: "loss, generator",
    scoreReal: "score of real images",
    scoreFake: "score of generated images",
  },
};

export type TrainingHistoryText = typeof trainingHistoryEn;
