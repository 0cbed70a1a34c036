/** What the report of an import says. */
import type { AssumptionCode, UnusedReason } from "../../model/formats/import-notes";

type Facts = Readonly<Record<string, string | number>>;

export const importingEn = {
  assumptions: {
    averaged: (d) => `Averaged weights (${d.kept}) were read; those without averaging (${d.left}) were not.`,
    "power-step": (d) =>
      `${d.count} weights are divided by a spectral norm that comes from one power step of the stored vectors, as ${d.family}'s own code does in every pass.`,
    epsilon: (d) =>
      `${d.epsilon} is added to variances before their root is taken, as in ${d.family}'s code: the file does not say it.`,
    place: (d) =>
      `The attention site ${d.site} is taken to stand where the grid is ${d.cells} x ${d.cells}: its width fits several places, and ${d.family}'s code has it there.`,
    "no-statistics": (d) =>
      `${d.count} normalisations have no statistics in the file. Import with statistics of a batch; without them the pictures are not those of the original.`,
    "gain-form": (d) =>
      d.form === "plain"
        ? "The gains of the classes are taken as they are, because they lie around a positive number."
        : "1 is added to the gains of the classes, because they lie around 0.",
    "classes-cut": (d) => `${d.kept} of ${d.count} classes are kept.`,
    "batch-drawn": (d) =>
      `Statistics of a batch of ${d.count} pictures (seed ${d.seed}) take the place of those in the file.`,
    "batch-statistics": () =>
      "This code base draws its pictures in training mode, with the statistics of each batch. The running statistics of the file are used; statistics of a batch may come nearer to what its authors saw.",
    "latent-uniform": () =>
      "It was trained with latents drawn evenly from -1 to 1, where the lens draws normal ones. Truncate to about 0.6 to stay within what it knows.",
    "leaky-slope": () =>
      "Its activations are taken to be leaky with slope 0.2, as in the code base's tutorial: the file does not say it.",
    "stale-weight": () =>
      "The file also holds weights that were normalised before, which its own sampler divides once more. The network as it was trained is used instead.",
    truncation: (d) =>
      `It holds statistics for several truncations; those of truncation ${d.truncation} are used, whatever psi is.`,
    "second-blocks": () =>
      "Every second block is taken to double the grid, as in all published models of this kind: the file does not say it.",
  } satisfies Record<AssumptionCode, (d: Facts) => string>,
  unused: {
    discriminator: "the discriminator's",
    optimizer: "the optimizer's",
    average: "an average that is not needed",
    bookkeeping: "bookkeeping of the training",
    copy: "a copy of what is used",
    unknown: "not known",
  } satisfies Record<UnusedReason, string>,
  unread: "not read",
} as const;
