/** Text of the import report, in English. */
import type { AssumptionCode, UnusedReason } from "../../model/formats/import-notes";

type Facts = Readonly<Record<string, string | number>>;

export const importingEn = {
  assumptions: {
    averaged: (d) =>
      `The averaged weights (${d.kept}) were read. The weights without averaging (${d.left}) were not.`,
    "power-step": (d) =>
      `${d.count} weights are divided by their spectral norm. The norm comes from one power iteration step with the stored vectors, as in every forward pass of ${d.family}'s code.`,
    epsilon: (d) =>
      `${d.epsilon} is added to each variance before the square root, as in ${d.family}'s code. The file does not say so.`,
    place: (d) =>
      `The attention layer ${d.site} is placed where the grid is ${d.cells} x ${d.cells}, as in ${d.family}'s code. Its width fits several grids.`,
    "no-statistics": (d) =>
      `${d.count} normalisations have no statistics in the file. Import with batch statistics. Otherwise the images differ from the original's.`,
    "gain-form": (d) =>
      d.form === "plain"
        ? "The gains of the classes are used as they are, because they are centred on a positive number."
        : "1 is added to the gains of the classes, because they are centred on 0.",
    "classes-cut": (d) => `${d.kept} of ${d.count} classes were imported.`,
    "class-names": (d) => `The names of the ${d.count} classes come from a file chosen with the checkpoint.`,
    "class-names-misfit": (d) =>
      `A file chosen with the checkpoint has ${d.given} names for ${d.count} classes. It was not used, and classes are called by their numbers.`,
    "class-names-usual": (d) =>
      `The ${d.count} classes are given the names of ${d.dataSet} in its usual order, because this code base is usually trained on it. The file does not say so. Choose a list of names together with the checkpoint to use other names.`,
    "batch-drawn": (d) =>
      `Batch statistics from ${d.count} images (seed ${d.seed}) replace those in the file.`,
    "batch-statistics": () =>
      "This code base generates images in training mode, with the statistics of each batch. Here the file's running statistics are used. Batch statistics may come closer to what the authors saw.",
    "latent-uniform": () =>
      "It was trained with uniform latent vectors from -1 to 1, but the lens uses normal ones. Set the truncation to about 0.6 to stay within the range it was trained on.",
    "leaky-slope": () =>
      "Its activations are assumed to be leaky ReLU with slope 0.2, as in the code base's tutorial. The file does not say so.",
    "stale-weight": () =>
      "The file also contains weights that were already normalised; its own sampler divides them once more. Here the network is used as it was trained.",
    truncation: (d) =>
      d.truncation === undefined
        ? "It contains statistics for several truncations from 0 to 1. Those of psi are used, mixed between two as in the code base; above 1 those of 1."
        : `It contains statistics for several truncations. Those of truncation ${d.truncation} are used for every psi.`,
    "second-blocks": () =>
      "Every second block is assumed to double the grid, as in all published models of this kind. The file does not say so.",
  } satisfies Record<AssumptionCode, (d: Facts) => string>,
  unused: {
    discriminator: "belongs to the discriminator",
    optimizer: "belongs to the optimizer",
    average: "an average that is not needed",
    bookkeeping: "training bookkeeping",
    copy: "a copy of a tensor that is used",
    unknown: "unknown",
  } satisfies Record<UnusedReason, string>,
  unread: "not read",
} as const;
