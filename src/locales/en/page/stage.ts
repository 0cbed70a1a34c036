/** The image and the map over it, in English. */

import { readings } from "../readings";

export const stage = {
  label: "Generated image with attention map",
  labelOwn: "Your image with the discriminator's attention map",
  help: "Arrow keys move the query; hold Shift to move by four cells. Enter pins or unpins the query, or applies the chosen tool; Shift+Enter pins it beside the others. Alt+arrow moves the pin on show, Delete removes it, and 1 to 8 show a pin. With the rectangle, Enter sets a corner, arrows stretch it, Enter ends it. Escape cancels or unpins.",
  helpTouch:
    "Tap the image to pin a query, and tap the pin to unpin it. The button “+ Pin” pins the next tap beside the others. Drag a pin to move it.",
  spoken: (s: { x: number; y: number; keyX: number; keyY: number; weight: string; spread: string }) =>
    `Query column ${s.x}, row ${s.y}. It reads most from column ${s.keyX}, row ${s.keyY}, weight ${s.weight}. Entropy: ${s.spread} of the maximum.`,
  spokenRegion: (s: { count: number; keyX: number; keyY: number; weight: string; spread: string }) =>
    `Region of ${s.count} ${s.count === 1 ? "query" : "queries"}. On average they read most from column ${s.keyX}, row ${s.keyY}, weight ${s.weight}. Entropy: ${s.spread} of the maximum.`,
  spokenColumn: (s: { x: number; y: number; queryX: number; queryY: number; weight: string }) =>
    `Location column ${s.x}, row ${s.y}. The query at column ${s.queryX}, row ${s.queryY} reads it most, weight ${s.weight}.`,
  empty: "Loading the first image.",
  none: "There is no image to show. Choose one below, or try again above.",
  pin: "Pin this query",
  unpin: "Unpin",
  pinNext: "+ Pin",
  pinNextHint: "Click another spot to pin it beside the others. Press Escape to cancel.",
  pinNextHintTouch: "Tap another spot to pin it beside the others. Tap “+ Pin” again to cancel.",
  tour: "Take the tour",
  clearPins: "Unpin all",
  readings,
};

export const map = {
  heading: "Attention map",
  controlsHeading: "How the map is shown",
  region: (n: number) => `Average row of ${n} marked ${n === 1 ? "query" : "queries"}`,
  units: {
    weight: "weight β",
    sum: "sum of weights",
    nats: "entropy, nats",
    cells: "distance, query cells",
    share: "share, 0 to 1",
  },
  uniform: { weight: "1/M", sum: "N/M", nats: "", cells: "", share: "" },
  overlay: "On the image",
  overlayModes: {
    spotlight: { label: "Spotlight", help: "Covers with blue what the query does not read." },
    colours: { label: "Colours", help: "Paints the map's colours over the image." },
    none: { label: "Off", help: "Shows the image alone. The map stays beside it." },
  },
  opacity: "Opacity",
  opacityHelp: "How strongly the map covers the image.",
  colormap: "Colour map",
  colormapHelp: "All are perceptually uniform and safe for colour-blind readers.",
  scale: "Colour range",
  scales: {
    absolute: {
      label: "All rows",
      help: "Colours run from 0 to the largest weight of any query in this image.",
    },
    map: { label: "This map", help: "Colours run from 0 to the largest weight of this query." },
    pins: { label: "Pins", help: "Colours run from 0 to the largest weight among the pinned queries." },
  },
  scaleNote: (scale: string) => `Colour range: ${scale}`,
  curve: "Colour scale",
  curves: {
    root: {
      label: "Square root",
      help: "Colours follow the square root of the weight, so small weights are visible too. The bar gives the values.",
    },
    linear: {
      label: "Linear",
      help: "Colours are proportional to the weight, so only the largest weights stand out.",
    },
  },
  mass: "Weight outline",
  massHelp: "Outlines the smallest set of keys that holds this share of the row's weight.",
  noOutline: "none",
  links: "Strongest links",
  linksHelp: "Curves from the query to the keys it reads most. Thicker means more weight.",
  reach: "Receptive field of convolution",
  reachHelp:
    "Dashed: what this location can see through 3×3 convolutions alone, on its own grid and on each coarser grid before it. Attention reaches every location in one step.",
  smooth: "Smooth between cells",
  smoothHelp: "Blends neighbouring cells for display. The layer itself has one value per cell.",
  dull: "This row is nearly uniform: the query reads almost all keys equally.",
};

export const maps = {
  row: {
    label: "What this query reads",
    help: (x: number, y: number) => `Row of beta for query ${x}, ${y}`,
  },
  column: {
    label: "Which queries read this location",
    help: (x: number, y: number) =>
      `Column of beta: how much each query reads ${x}, ${y}. It need not sum to 1.`,
    helpOver: (x: number, y: number) =>
      `Column of beta: how much each query reads ${x}, ${y}. In this layer it sums to 1.`,
  },
  received: {
    label: "Attention received",
    help: () => "For each key, the sum of the weights it gets from all queries.",
  },
  meanRow: {
    label: "Average row",
    help: () => "The average of all rows: what the queries read on average.",
  },
  entropy: {
    label: "Entropy of each query",
    help: () => "Dark: the query reads a single key. Bright: it reads all keys equally (log M).",
  },
  largest: {
    label: "Largest weight of each query",
    help: () => "The weight of the key that each query reads most.",
  },
  distance: {
    label: "Mean distance of each query",
    help: () => "The weighted mean distance from a query to the keys it reads, in query cells.",
  },
  neighbourhood: {
    label: "Share on neighbouring cells",
    help: () => "How much of a query's weight stays within the 3×3 cells around it.",
  },
  dependence: {
    label: "Query dependence",
    help: () => "How much each row differs from the average row. 0: identical. 1: no overlap.",
  },
  computing: "Computing all rows",
  stopped: "Stopped.",
};

export const tools = {
  label: "Tool for the image",
  choices: {
    query: {
      label: "Query",
      help: "Point to read, click to pin, Shift-click to pin several, drag a pin to move it.",
      helpTouch: "Tap to pin, tap “+ Pin” to add another, drag a pin to move it.",
    },
    rectangle: {
      label: "Rectangle",
      help: "Drag a rectangle. The map shows the average row of its queries.",
    },
    brush: { label: "Brush", help: "Paint queries. The map shows their average row." },
    maskKeys: { label: "Mask keys", help: "Paint keys that no query may read. Paint again to unmask them." },
    maskQueries: {
      label: "Mask queries",
      help: "Paint queries that receive no attention. Paint again to unmask them.",
    },
  },
  hints: {
    rectangle: "Drag a rectangle over the queries to average.",
    brush: "Paint over the queries to average.",
    maskKeys: "Paint over keys to mask them. Paint over masked keys to unmask them.",
    maskQueries: "Paint over queries that should receive no attention.",
  },
  stretching: "Stretch the rectangle with the arrow keys. Enter ends it, Escape cancels.",
  clearRegion: "Clear the region",
  undo: "Undo",
  redo: "Redo",
};

export const pins = {
  label: "Pinned queries side by side",
  show: (n: number, x: number, y: number) => `Show pin ${n}, query ${x}, ${y}`,
  remove: (n: number, x: number, y: number) => `Remove pin ${n} at ${x}, ${y}`,
  caption: (mass: number, top: string, uniform: string) =>
    `Outlined: the smallest set of keys with ${mass} % of the weight. Colours from 0 to ${top}; 1/M = ${uniform}.`,
  ownScale: "each map's own largest weight",
};
