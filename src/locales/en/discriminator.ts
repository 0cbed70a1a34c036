/** The discriminator, in English. */
export const discriminatorEn = {
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
};

export type DiscriminatorText = typeof discriminatorEn;
