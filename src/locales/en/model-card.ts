/** The card of a model, in English. */
export const modelCardEn = {
  heading: "About this model",
  data: "Trained on",
  licence: "Licence",
  attribution: "Attribution",
  training: "Training",
  limits: "Limitations",
  size: "Size",
  sizes: (d: { image: number; channels: number; latent: number; megabytes: string }) =>
    `Images of ${d.image} × ${d.image} pixels with ${d.channels === 1 ? "1 channel" : `${d.channels} channels`}, latent vectors of ${d.latent} numbers, weights of ${d.megabytes} MB`,
  metrics: "Metrics",
  more: "Show all",
  less: "Show less",
  /** What the measurements of a model are called. */
  names: {
    steps: "Training steps",
    samples: "Generated images measured",
    distance: "Fréchet distance to real images",
    floor: "Fréchet distance between two sets of real images",
    precision: "Precision: share of generated images near real ones",
    recall: "Recall: share of real images near generated ones",
    pairAgreement: "Difference of paired parts, relative to real images",
    copied: "Share of images very near a training image",
    entropyRatio: "Mean entropy of the rows / log M",
    queryDependence: "Query dependence, 0 to 1",
    pairwise: "Query dependence of the pairwise part, 0 to 1",
    unaryRatio: "Mean query squared / variance of the queries",
    reach: "Mean distance of the keys read, in image widths",
    gammaEffect: "Mean change of the image without attention, on a range of 2",
    share: "Share of attention in the layer's output",
    gamma: "Gamma",
    earlyStep: "An early training step",
    earlyDistance: "Fréchet distance at that early step",
    trendSamples: "Generated images of the training history",
    trendDistance: "Fréchet distance in the training history",
  } as Readonly<Record<string, string>>,
};

export type ModelCardText = typeof modelCardEn;
