/** What explains a row: its parts, changes inside the layer, the stages and the numbers, in English. */

export const parts = {
  label: "Split the attention",
  show: (part: string) => `Show on the image: ${part}`,
  choices: {
    beta: { label: "β", help: "The row as the layer computes it." },
    pairwise: {
      label: "Pairwise",
      help: "Only the part that differs between queries: f(xᵢ)·(g(xⱼ) − mean).",
    },
    unary: { label: "Unary", help: "Only the part that all queries share: f(xᵢ)·mean." },
  },
};

export const own = {
  heading: "What is specific to this query?",
  ofRegion: {
    heading: "What is specific to these queries?",
    means: (n: number) => `Averages over the ${n} marked queries.`,
    pairwiseWins: "The pairwise part dominates: most of what these queries read is specific to them.",
    unaryWins: "The unary part dominates: these queries read mostly what every query reads.",
    even: "Both parts contribute equally: half of the rows is specific to these queries, half is common to all.",
  },
  row: "β",
  meanRow: "average row",
  pairwise: "pairwise",
  unary: "unary",
  rowShares: "β, divided by its sum",
  scale: (top: string) => `All on one scale, 0 to ${top}.`,
  pairwiseWins: "The pairwise part dominates: most of what this query reads is specific to it.",
  unaryWins: "The unary part dominates: this query reads mostly what every query reads.",
  even: "Both parts contribute equally: half of the row is specific to this query, half is common to all.",
  spreads: (pairwise: string, unary: string) =>
    `Standard deviation of the scores over the keys: ${pairwise} (pairwise), ${unary} (unary).`,
  dependence: (value: string) =>
    `The row differs from the average row by ${value} (total variation, 0 to 1).`,
};

export const whatIf = {
  heading: "What if?",
  reset: "Undo all",
  generatorOnly:
    "Changes inside a layer show in the image that the generator draws. The map now shows a layer of the discriminator.",
  toGenerator: "Switch to the generator",
  ownImage:
    "Changes inside a layer show in an image that the generator draws. Your own image was not drawn by it.",
  needsEngine: "Changing the layer needs the generator, which is not running yet.",
  gamma: "Attention strength (× gamma)",
  gammaHelp: (gamma: string) =>
    `Scales what attention adds. Learned γ = ${gamma}. 1 leaves it unchanged, 0 switches attention off.`,
  off: "Switch attention off",
  on: "Switch attention on again",
  temperature: "Temperature",
  temperatureHelp: "Divides the scores before the softmax: above 1 flattens the rows, below 1 sharpens them.",
  masks: { maskedKeys: "Masked keys", maskedQueries: "Masked queries" },
  maskHelp: {
    maskedKeys: "Their weight becomes 0. The other weights of each row still sum to 1.",
    maskedKeysOver: "Their weight becomes 0. The weights of other keys do not change.",
    maskedQueries: "There y = x, as if attention were off.",
  },
  paint: "Paint",
  clear: "Clear",
  compare: "Image shown",
  comparisons: {
    after: { label: "After", help: "The image with your changes." },
    before: { label: "Before", help: "The unmodified image." },
    wipe: { label: "Wipe", help: "Left of the line before, right of it after. Drag the line on the image." },
    difference: { label: "Difference", help: "After minus before, averaged over the three colour channels." },
  },
  meanChange: (change: string, share: string) =>
    `Mean absolute change: ${change} on a range of 2 (${share}).`,
  wipeLine: "Line between before and after",
  wipeShare: (percent: number) => `${percent} % before`,
  computing: "Computing the change.",
  differenceAxis: "Purple: darker. Orange: brighter. Pixel values run from −1 to 1.",
};

export const inside = {
  heading: "Inside the generator",
  help: "One feature channel after each stage. The framed one is the output of the attention layer. Each map runs from its smallest value (black) to its largest (white).",
  needsEngine: "The stages need the generator, which is not running yet.",
  grid: (w: number, h: number) => `${w} × ${h}`,
  site: (name: string) => `attention ${name}`,
  channel: (channel: number, n: number) => `channel ${channel} of ${n}`,
  image: (size: number) => `image ${size} × ${size}`,
};

export const numbers = {
  heading: "This query",
  regionHeading: "This region",
  region: "Marked queries",
  distance: "Mean distance",
  cells: (n: string) => `${n} cells`,
  dependence: "Difference from the average row",
  meanDependence: "Query dependence",
  gammaTimes: (gamma: string, factor: string) => `${gamma} × ${factor}`,
  pooled:
    "Keys and values are max-pooled. Each key is the maximum of every channel over a patch of 2×2 cells, so it has no single location.",
  overQueries:
    "In this layer the softmax runs over the queries, so columns sum to 1 and rows do not. Entropy, mean distance, differences and the average row are computed from rows divided by their sums.",
  query: "Query location j",
  sum: "Sum of the row",
  entropy: "Entropy",
  entropyOf: (value: string, max: string) => `${value} of log M = ${max}`,
  top: "Largest weight",
  topAt: (weight: string, x: number, y: number) => `${weight} at ${x}, ${y}`,
  layerHeading: "This layer",
  gamma: "Gamma",
  share: "Share of the output",
  site: "Attention layer",
  grids: (n: string, m: string) => `The layer of these maps: ${n} queries, ${m} keys.`,
  help: {
    region: "The map is the average of their rows.",
    distance: "How far away the keys it reads are, in query cells.",
    dependence: "Total variation. 0: the same as the average row. 1: no overlap.",
    meanDependence: "The mean difference from the average row. Near 0, all rows are the same.",
    query: "Column and row of the query.",
    sum: "The weights of one query sum to 1.",
    sumOver: "In this layer the softmax runs over the queries: rows do not sum to 1.",
    entropy: "0 nats: one key has all the weight. log M: all keys have the same.",
    top: "The key it reads most, and that key's weight.",
    gamma: "Learned scale of the attention output: y = γ·o + x.",
    share: "‖γ·o‖ / ‖x‖: how much attention adds, relative to the layer's input.",
  },
};
