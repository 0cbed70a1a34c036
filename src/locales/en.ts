import { errorsEn } from "./errors.en";

/** All text of the page, in English. Functions where a number or a name goes in. */
export const en = {
  title: "SAGAN Lens",
  subtitle: "What each place of a generated picture attends to",
  skipToControls: "Skip to the controls",
  hint: "Point at the picture: what that place reads lights up. Click to pin it.",
  hintFirst:
    "The chin reads the corners of both eyes. Point anywhere to see what that place reads; click to pin it.",
  hintPinned: "Pinned. Point elsewhere to read weights; Escape lets go.",
  errors: errorsEn,
  stage: {
    label: "Generated picture with attention map",
    help: "Arrow keys move the query, with Shift by four cells. Enter pins it, Escape lets go.",
    spoken: (s: { x: number; y: number; keyX: number; keyY: number; weight: string; spread: string }) =>
      `Query column ${s.x}, row ${s.y}. It reads most from column ${s.keyX}, row ${s.keyY}, weight ${s.weight}. Entropy ${s.spread} of the largest possible.`,
    empty: "The first picture is on its way.",
    none: "There is no picture. Choose one below, or try again above.",
    pin: "Pin this query",
    unpin: "Let go of this query",
    clearPins: "Let go of all",
    reading: (x: number, y: number, weight: string) => `key ${x}, ${y}: β = ${weight}`,
  },
  map: {
    heading: "Attention map",
    controlsHeading: "How the map is shown",
    plain: (x: number, y: number) => `Row of beta for query ${x}, ${y}`,
    axis: "weight β",
    uniform: "1/M",
    overlay: "On the picture",
    overlayModes: {
      spotlight: { label: "Spotlight", help: "Darkens what the query does not read." },
      colours: { label: "Colours", help: "Paints the map's colours over the picture." },
      none: { label: "Off", help: "The picture alone; the map stays beside it." },
    },
    opacity: "Opacity",
    opacityHelp: "How strongly the map covers the picture.",
    colormap: "Colour map",
    colormapHelp: "All are even in brightness and safe for colour-blind eyes.",
    scale: "Scale",
    scales: {
      absolute: {
        label: "All rows",
        help: "Colours run from 0 to the largest weight of any query in this picture.",
      },
      map: { label: "This map", help: "Colours run from 0 to this query's own largest weight." },
      pins: { label: "Pins", help: "Colours run from 0 to the largest weight among the pinned queries." },
    },
    curve: "Colour steps",
    curves: {
      root: {
        label: "Root",
        help: "By the square root of the weight, so that small weights show too; read the bar.",
      },
      linear: { label: "Even", help: "In proportion to the weight: only the largest stand out." },
    },
    smooth: "Smooth between cells",
    smoothHelp: "Blends neighbouring cells. The layer itself knows only the cells.",
    dull: "This row is nearly flat: the query reads almost everything alike.",
  },
  numbers: {
    heading: "This query",
    query: "Query location j",
    sum: "Sum of the row",
    entropy: "Entropy",
    entropyOf: (value: string, max: string) => `${value} of log M = ${max}`,
    top: "Largest weight",
    topAt: (weight: string, x: number, y: number) => `${weight} at ${x}, ${y}`,
    layerHeading: "This layer",
    gamma: "Gamma",
    share: "Share of the output",
    site: "Attention site",
    grids: (n: string, m: string) => `The layer these maps come from: ${n} queries, ${m} keys.`,
    help: {
      query: "Column and row of the place that asks.",
      sum: "The weights of one query add up to 1.",
      entropy: "0 nats: one key takes all. log M: all keys alike.",
      top: "The key that is read most, and how much.",
      gamma: "Learned scale of what attention adds: y = γ·o + x.",
      share: "‖γ·o‖ / ‖x‖: how much attention adds to what was there.",
    },
  },
  picture: {
    heading: "Picture",
    seed: "Seed",
    seedHelp: "The same seed gives the same picture everywhere.",
    seedInvalid: "A seed is a whole number from 0 to 4294967295.",
    newSeed: "New seed",
    psi: "Truncation ψ",
    psiHelp: "Scales the latent z: lower is more typical, higher more varied.",
    reset: "Reset",
  },
  latent: {
    heading: "Latent z",
    help: (size: number) =>
      `The ${size} numbers the generator starts from, before truncation. Double-click sets one to 0.`,
    group: (from: number, to: number) => `z ${from} to ${to}`,
    slider: (index: number) => `Latent entry ${index}`,
    number: (index: number) => `Value of latent entry ${index}`,
    reset: (index: number) => `Give latent entry ${index} back its seed's value`,
    edited: (n: number) =>
      n === 0 ? "as the seed gives it" : n === 1 ? "1 entry changed" : `${n} entries changed`,
    resetAll: "Reset all",
  },
  gallery: {
    heading: "Pictures to start from",
    item: (seed: number) => `Seed ${seed}`,
  },
  engine: {
    download: (loaded: string, total: string) => `Loading the generator, ${loaded} of ${total} MB`,
    start: (backend: string) => `Starting ${backend}`,
    check: (backend: string) => `Checking ${backend} against PyTorch`,
    cancel: "Cancel",
    retry: "Try again",
    stillsOnlyHint:
      "This picture needs the generator. Without it, only the prepared pictures below can be shown.",
    stillsOnly: "Prepared pictures only",
    exact: (error: string) => `largest error ${error}`,
    detail: (d: { adapter: string; image: string; beta: string; runs: number }) =>
      `Runs on ${d.adapter}. Checked ${d.runs} times against PyTorch's values: picture off by at most ${d.image}, beta by at most ${d.beta}.`,
    passedOver: (backend: string, reason: string) => `${backend} was passed over: ${reason}`,
    waiting: "The picture follows as soon as the generator is ready.",
    names: { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "JavaScript" },
  },
  theme: { label: "Theme", auto: "Auto", light: "Light", dark: "Dark" },
  notice: { dismiss: "Dismiss" },
} as const;

export type Text = typeof en;
