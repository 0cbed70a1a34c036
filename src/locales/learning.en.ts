/** Text of the page on which a SAGAN learns, in English. */
export const learningEn = {
  title: "A SAGAN that learns before your eyes",
  toLens: "The lens",
  toArticle: "How self-attention works",
  intro:
    "Two small networks start from chance, here in this browser. Every picture has two sides that must agree, far apart. Attention is how one side can know of the other.",
  begin: "Start",
  again: "Start anew",
  pause: "Pause",
  goOn: "Go on",
  step: "One step",
  save: "Save the run",
  open: "Open a run",
  look: "Open it in the lens",
  starting: "Starting the networks. Compiling takes some seconds.",
  none: "Nothing has been learned yet.",
  recover: (step: string) => `Go on from step ${step}`,
  at: (step: string, speed: string, backend: string) =>
    `Step ${step}, ${speed} pictures a second, ${backend}`,
  changed: "Takes effect when a run is started anew.",
  ingredients: "Ingredients",
  pictures: {
    label: "Pictures",
    faces: { label: "Faces", help: "Both eyes have the same colour." },
    lines: { label: "Lines", help: "A line goes on behind a post, at the same height." },
  },
  attention: {
    label: "Self-attention",
    on: { label: "On", help: "In both networks, y = γ·o + x with γ from 0." },
    off: { label: "Off", help: "Convolutions alone: what is far apart must be known from the start." },
  },
  spectral: {
    label: "Spectral normalisation",
    both: {
      label: "In both",
      help: "Every weight of both networks is divided by its largest singular value.",
    },
    discriminator: { label: "Discriminator", help: "In the discriminator alone, as before this paper." },
    none: { label: "None", help: "Slopes may grow without bound." },
  },
  rates: {
    label: "Learning rates",
    two: { label: "Two", help: "The discriminator learns four times as fast as the generator (TTUR)." },
    equal: { label: "Equal", help: "Both learn as fast as the generator." },
  },
  seed: "Seed",
  seedHelp: "Of the start weights, the pictures and the latents: the same seed, the same run.",
  samples: "Generated now",
  samplesHelp: "Point at a cell: every picture shows what that cell reads in it, as β.",
  real: "Real",
  rule: (kept: string, chance: string) =>
    `${kept} of the generated pictures keep the rule; with sides exchanged it would be ${chance}.`,
  ruleUnclear: "No side is clear enough yet to tell whether the rule is kept.",
  losses: "Hinge losses",
  lossesHelp:
    "The discriminator pays where a real picture scores below 1 or a generated one above −1. The generator's loss is minus the mean score.",
  discriminator: "discriminator",
  generator: "generator",
  gammas: "Gamma",
  gammasHelp: "Starts at 0: the network first learns what is near. Away from 0, attention counts.",
  scores: "Scores of the last batch",
  scoresHelp:
    "Where a score lies beyond its margin, −1 or 1, its picture teaches the discriminator nothing more.",
  realScores: "real",
  madeScores: "generated",
  updates: "Size of the updates",
  updatesHelp:
    "How far a step moves all weights of a network together. Two rates keep the discriminator ahead.",
  spectra: "Largest singular values",
  spectraHelp:
    "Of each weight, before normalisation and after. After it, 1: no layer can stretch its input by more. One power iteration a step follows the weights.",
  layer: "Weight",
  before: "before",
  after: "after",
};

export type LearningText = typeof learningEn;
