/** Text of the page of statistics over many seeds, in English. */

const map = (label: string, axis: string, help: string) => ({ label, axis, help });

export const atlasEn = {
  title: "Statistics over many seeds",
  toLens: "The lens",
  toTraining: "Train one in your browser",
  toArticle: "How self-attention works",
  intro:
    "One attention map answers for one image. Here the same layer answers for many: does a place always look there, or only in this image?",
  settings: {
    heading: "What is computed",
    model: "Model",
    class: "Class",
    inTurn: "All in turn",
    noClasses: "None",
    mixed: "Mixture of the link",
    psi: "Truncation ψ",
    first: "Seeds from",
    last: "to",
    site: "Attention layer",
    compute: "Compute",
    fault: (max: string, most: string) =>
      `Seeds are whole numbers from 0 to ${max}, the second at least the first, at most ${most} of them.`,
  },
  standing: {
    progress: "Progress",
    running: (done: string, all: string) => `${done} of ${all} seeds`,
    paused: (done: string, all: string) => `Paused after ${done} of ${all} seeds.`,
    done: (all: string) => `All ${all} seeds are done.`,
    cancelled: (done: string, all: string) => `Cancelled after ${done} of ${all} seeds.`,
    basis: (count: string) => `The figures below are those of the first ${count} seeds.`,
    waiting: "The first figures come after ten seeds.",
    nothing: "Nothing was computed yet.",
    lost: (done: string) =>
      `The page was reloaded or left after ${done} seeds. Their sums are not stored, so they are computed again.`,
    hidden: "It continues while this page is hidden.",
    pause: "Pause",
    resume: "Resume",
    cancel: "Cancel",
    again: "Compute again",
    runsOn: (backend: string) => `On ${backend}.`,
  },
  views: {
    heading: "Image and rows",
    image: "Mean image",
    imageHelp: "Point at a place, or move with the arrow keys. A click, a tap or Enter pins it.",
    row: "Mean row",
    rowHelp: (x: number, y: number, count: string) =>
      `What column ${x}, row ${y} reads on average over ${count} seeds.`,
    deviation: "Standard deviation",
    deviationHelp: "How much each weight varies from seed to seed. On the scale of the mean row.",
    spoken: (f: {
      x: number;
      y: number;
      keyX: number;
      keyY: number;
      mean: string;
      deviation: string;
      count: string;
    }) =>
      `Column ${f.x}, row ${f.y} reads most at column ${f.keyX}, row ${f.keyY}: ${f.mean}, standard deviation ${f.deviation}, over ${f.count} seeds.`,
    weight: "mean weight",
    deviationAxis: "standard deviation of the weight",
    uniform: "1/M",
    empty: "The mean image comes after ten seeds.",
  },
  figures: {
    heading: "By place or by content?",
    interval: (low: string, high: string) => `95 % interval ${low} – ${high}`,
    noInterval: "No interval for a single seed",
    position: { label: "Position", help: "How far the place of a query decides where it looks." },
    content: { label: "Content", help: "How far the image decides where a place looks." },
    total: { label: "Total", help: "Both together: how far rows lie from the mean of all rows." },
    note: "Total variation, 0 to 1. They are no shares of a whole. Position is too large for few seeds: compare figures of equally many.",
  },
  maps: {
    heading: "Map of all places",
    choice: "Map",
    at: (x: number, y: number, value: string) => `Column ${x}, row ${y}: ${value}`,
    position: map(
      "Position",
      "position, total variation",
      "How far each place's mean row lies from the mean of all rows.",
    ),
    content: map(
      "Content",
      "content, total variation",
      "How far the row of each place lies from its own mean row, on average over the seeds.",
    ),
    total: map(
      "Total",
      "total, total variation",
      "How far the row of each place lies from the mean of all rows, on average over the seeds.",
    ),
    entropy: map("Mean entropy", "mean entropy, nats", "0: one key has all the weight. log M: all alike."),
    entropyDeviation: map(
      "Deviation of the entropy",
      "standard deviation of the entropy, nats",
      "How much the entropy of each place varies from seed to seed.",
    ),
    distance: map(
      "Mean distance",
      "mean distance, query cells",
      "How far each place looks on average. At the border some of it is geometry.",
    ),
    received: map(
      "Attention received",
      "attention received, sum of weights",
      "What all queries read of each key, summed; 1 each if all were read alike.",
    ),
    symmetry: map(
      "Left-right symmetry",
      "symmetry, 1 − total variation",
      "1: the mean row of each place is the mirror image of its mirrored place's.",
    ),
  },
  displacements: {
    heading: "Where a place looks, relative to itself",
    help: "Share of all attention that goes so many cells to the right (dx) and down (dy). Large displacements are possible from few places only.",
    axis: "share of all attention",
    largest: (dx: string, dy: string, share: string) =>
      `Most goes dx ${dx}, dy ${dy}: ${share} of all attention.`,
    dx: "dx, cells",
    dy: "dy, cells",
  },
  effects: {
    heading: "What the layer does to each image",
    effect: "Change of the image with γ = 0",
    effectHelp: "Mean over pixels and channels of |image − image without attention|, 0 to 2.",
    effectAxis: "mean absolute change",
    share: "Share ‖γ·o‖ / ‖x‖",
    shareHelp: "How much attention adds, relative to the layer's input.",
    shareAxis: "share",
    seeds: "seeds",
    median: (value: string, low: string, high: string) => `Median ${value}; 90 % lie from ${low} to ${high}.`,
  },
  seeds: {
    heading: (x: number, y: number) => `Seeds at column ${x}, row ${y}`,
    help: "The number is the total variation between the seed's row and the mean row. A click opens the image in the lens.",
    typical: "Most typical",
    unusual: "Most unusual",
    seed: (seed: string) => `Seed ${seed}`,
    open: (seed: string, variation: string) => `Seed ${seed}, total variation ${variation}: open in the lens`,
  },
  file: {
    open: "Open a file",
    openHelp:
      "An NPZ file that was saved here or by sagan-lens atlas opens again, without computing. It can also be dropped on the page.",
    drop: "Drop to open",
    dropHelp: "An NPZ file of statistics that was saved on this page or by sagan-lens atlas",
    from: (name: string) => `From the file ${name}; nothing of it was computed here.`,
    weights: {
      opening: "The model is being opened, to compare its weights with the file's.",
      same: "The model here has the same weights.",
      other:
        "The model of this name has other weights here: images of single seeds are not shown, and links to the lens show other images.",
      missing: "The model of this name could not be opened here: images of single seeds are not shown.",
    },
    notInAddress:
      "An address of this page cannot hold these settings: its link and Compute are of the finished generator, unchanged, and of all seeds from the first to the last.",
    step: (step: string) => `training step ${step}`,
    temperature: (value: string) => `temperature ${value}`,
    noEffects: "The file does not contain this: it was made without --effects.",
    damaged: (name: string, problem: string) =>
      `The file ${name} is damaged or incomplete (${problem}). Save it again, or copy it again from where it was saved.`,
    format: (name: string, problem: string) =>
      `The file ${name} is no file of these statistics (${problem}). Open an NPZ file that was saved here or by sagan-lens atlas.`,
    unreadable: (name: string, problem: string) =>
      `The file ${name} could not be read (${problem}). Choose it again.`,
  },
  takeAway: {
    heading: "Take it away",
    csv: "Maps, CSV",
    npz: "Everything, NPZ",
    svg: "Figure, SVG",
    png: "Figure, PNG",
    copy: "Copy link",
    copied: "Copied",
    help: "The NPZ file opens in NumPy; it contains every number of this page, the mean rows and their deviations, and where they come from.",
    figure: "Figure",
    figures: {
      row: {
        label: "Mean row",
        help: "The mean image, and the mean row of the place on show with its deviation.",
      },
      map: { label: "Map", help: "The mean image, and the chosen map of all places." },
    },
    rowCaption: (c: { site: string; seeds: string; x: number; y: number; top: string }) =>
      `Self-attention of ${c.site} over ${c.seeds}: mean row of the query in column ${c.x}, row ${c.y}, and the standard deviation of each weight. Colours run from 0 to ${c.top}; colour scale: square root.`,
    mapCaption: (c: { site: string; seeds: string; map: string; help: string; top: string }) =>
      `Self-attention of ${c.site} over ${c.seeds}. ${c.map}: ${c.help} Colours run from 0 to ${c.top}.`,
    seedsOf: (first: string, last: string, count: string) => `seeds ${first}–${last} (${count})`,
    inTurn: "classes in turn",
    weights: (hash: string) => `weights ${hash}`,
  },
};

/** What every language has to provide; English sets the shape. */
export type AtlasText = typeof atlasEn;
