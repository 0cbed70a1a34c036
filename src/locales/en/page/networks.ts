/** The discriminator, the training history, the examples and the state of the engine, in English. */

export const discriminate = {
  heading: "The discriminator",
  help: "The discriminator learned to tell real images from generated ones. The generator learned from its gradient. The discriminator has a self-attention layer of its own.",
  loading: "Loading the discriminator",
  score: (score: string) => `Score D(x) = ${score}`,
  lineLabel: "Score of the image and the margins of the hinge loss",
  marginMade: "no loss if generated",
  marginReal: "no loss if real",
  meanReal: "real",
  meanMade: "generated",
  verdicts: {
    made: {
      real: (loss: string) =>
        `Above 0: the discriminator takes this generated image for real. Its hinge loss is ${loss}.`,
      made: (loss: string) =>
        `Not above 0: the discriminator recognises this image as generated. Its hinge loss is ${loss}; below −1 there is none.`,
    },
    own: {
      real: (loss: string) =>
        `Above 0: the discriminator scores your image as it scores real ones of its training. Its hinge loss is ${loss}; above 1 there is none.`,
      made: (loss: string) =>
        `Not above 0: the discriminator scores your image as it scores generated ones. In training its hinge loss would be ${loss}.`,
    },
  },
  ownScore: (model: string) =>
    `This score means little unless your image resembles the training images of “${model}”. The discriminator knows nothing else: it may score a plain shape or noise higher than any real image.`,
  attentionOf: "Attention of",
  networks: {
    generator: { label: "Generator", help: "What each location read while the image was generated." },
    discriminator: {
      label: "Discriminator",
      help: "What each location reads while the image is scored. Pointing, pins, maps, numbers and files then refer to this layer.",
    },
  },
  gradient: "Where the score comes from",
  gradientHelp:
    "Bright: a small change of this pixel would move the score most (the length of the gradient).",
  gradientAxis: "|∂D / ∂pixel|",
  own: "Test your own image",
  ownHelp:
    "Choose a file, drop it on the page or paste it. It is cropped to a square and resized as in training. It never leaves this browser.",
  back: "Back to the generated image",
  userImage: (model: string) => `A user's own image, scored by the discriminator of ${model}`,
};

export const training = {
  heading: "Training history",
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

export const gallery = {
  heading: "Examples",
  item: (seed: number) => `Seed ${seed}`,
};

/** What the engine reports of the hardware without a GPU. */
const device = (adapter: string) => (adapter === "processor" ? "the CPU" : adapter);

export const engine = {
  heading: "Engine",
  download: (loaded: string, total: string) => `Loading the generator, ${loaded} of ${total} MB`,
  start: (backend: string) => `Starting ${backend}`,
  prepare: (loaded: string, total: string) => `Preparing the generator, ${loaded} of ${total} MB`,
  check: (backend: string) => `Checking ${backend} against PyTorch`,
  firstImage: (backend: string) => `Computing a first image on ${backend}`,
  cancel: "Cancel",
  retry: "Try again",
  best: "Use the best backend",
  stillsOnlyHint: "This image needs the generator. Without it, only the prepared images below can be shown.",
  stillsOnly: "Prepared images only",
  detail: (d: { adapter: string; image: string; beta: string; runs: number }) =>
    `Runs on ${device(d.adapter)}. Checked ${d.runs === 2 ? "twice" : `${d.runs} times`} against PyTorch's values. Largest error: ${d.image} in the image, ${d.beta} in beta.`,
  uncheckedDetail: (d: { adapter: string }) =>
    `Runs on ${device(d.adapter)}. Not checked: the file has no reference values. A first image was computed: its numbers are finite.`,
  passedOver: (backend: string, reason: string) => `${backend} was skipped: ${reason}`,
  waiting: "The image appears as soon as the generator is ready.",
  names: { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "JavaScript" },
};
