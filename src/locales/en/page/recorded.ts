/** The recorded runs of the training page, in English. */
export const recorded = {
  heading: "Two recorded runs, with and without attention",
  intro: (seed: number, steps: string) =>
    `The same network, trained twice for ${steps} steps from seed ${seed} and recorded. Only the second has no attention layers. In the real faces both eyes have the same colour. Move the slider to see what both learn.`,
  step: "Step",
  at: (step: string, of: string) => `step ${step} of ${of}`,
  runs: { attention: "With attention", convolution: "Without attention" },
  help: "Point at a cell, or move with the arrow keys: each image shows what that cell reads. At first it is a cell of the left eye.",
  reads: "What the marked cell reads",
  noMap: "No attention layer: nothing to show over the images.",
  rule: (kept: string, chance: string) => `Both eyes alike: ${kept}, by chance: ${chance}`,
  unclear: "The eyes are not clear enough yet to compare.",
  kappa: (kappa: string, samples: string) => `Agreement κ = ${kappa}, of ${samples} images`,
  gamma: (gamma: string) => `γ = ${gamma}`,
  scores: "Scores of the batch",
  agreement: "Agreement of the eyes",
  agreementHelp:
    "Cohen's κ. 0: no better than chance. 1: always alike. It means little while few eyes are clear or nearly all have one colour.",
  discriminatorLoss: "Discriminator's loss",
  discriminatorLossHelp: "How far real and generated images are from their margins.",
  generatorLoss: "Generator's loss",
  generatorLossHelp: "The negative mean score of generated images.",
  gammaTitle: "Gamma of the generator",
  gammaHelp: "Starts at 0: no attention is added. Its sign does not matter.",
  note: "One seed is an example and no proof. Other seeds, and how the runs were made, are in the documentation (docs/learning.md). These images are made so that only attention can join both eyes; in large SAGANs, convolutions can do it, too.",
  live: "Train it live",
  loading: "Loading the recorded runs.",
  missing:
    "The recorded runs could not be loaded. Reload the page to try again. Training works without them.",
};

export type RecordedText = typeof recorded;
