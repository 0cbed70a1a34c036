/** Text of the choice of a class and of the noise, in English. */

export const classChoiceEn = {
  findClass: "Find a class",
  findClassHelp: (shown: string, count: string) =>
    `Showing ${shown} of ${count} classes. Type part of a name or a number to find others.`,
  classCount: (count: string) => `${count} classes. Type part of a name, or a number.`,
  noClass: "No class has this name or number.",
  classImages: "Images of some classes",
  classHelp: "What the generator draws. The same latent vector gives a different image in each class.",
  mix: "Mix classes",
  mixHelp: "Blends the parameters that belong to each class. The weights are scaled to sum to 1.",
  mixShare: (share: string) => `${share} of the mix`,
  noises: {
    normal: { label: "Normal", help: "z is standard normal noise, times ψ." },
    truncated: {
      label: "Truncated",
      help: "As in BigGAN's code: noise beyond ±2 is drawn again, then multiplied by ψ.",
    },
  },
};

export type ClassChoiceText = typeof classChoiceEn;
