/** Text of the panel for a generator that a person brings, in English. */
/** By name, as `src/importing/checkpoint.ts` has them. */
const formats: Readonly<Record<string, string>> = {
  safetensors: "safetensors",
  "torch-zip": "PyTorch file",
  "torch-legacy": "PyTorch file in the old form",
  npz: "NumPy archive",
  tfjs: "TensorFlow.js model",
  hdf: "HDF5 file",
};

export const yourGeneratorEn = {
  heading: "Your generator",
  open: "Open your own generator",
  openHelp:
    "A checkpoint of a SAGAN code base (PyTorch, safetensors, NPZ, TensorFlow.js with its shards), or a folder that was saved here. It stays in this browser.",
  close: "Close",
  cancel: "Cancel",
  goOn: "Go on",
  download: "Download it",
  sizing: (host: string) => `Asking ${host} for the size.`,
  ask: (host: string, megabytes: string | undefined) =>
    megabytes === undefined
      ? `This link asks for a generator from ${host}, of a size that it does not say. Nothing has been downloaded yet.`
      : `This link asks for a generator from ${host}, ${megabytes} MB. Nothing has been downloaded yet.`,
  downloading: (host: string, loaded: string, total: string | undefined) =>
    total === undefined ? `From ${host}: ${loaded} MB` : `From ${host}: ${loaded} of ${total} MB`,
  reading: (loaded: string, total: string) =>
    total === "0.0" ? "Recognising it" : `Reading: ${loaded} of ${total} MB`,
  recognised: (source: string, format: string) => `Recognised as ${source} (${format}).`,
  foundIn: (place: string) => `Found in ${place}.`,
  formats,
  site: (name: string, width: number, keyWidth: number, gamma: string) =>
    `${name}: ${width} × ${width} queries, ${keyWidth} × ${keyWidth} keys, γ = ${gamma}`,
  gammaSmall: "So small that attention hardly changes the picture.",
  rowsDoNot: "Its softmax runs over the queries, so rows do not sum to 1.",
  assumed: (count: number) => `Taken from the code base, not from the file: ${count}`,
  unknown: (names: string) => `Not used, and not known: ${names}.`,
  tensors: (used: number, unused: number) => `Tensors: ${used} used, ${unused} not`,
  statistics: {
    label: "Batch normalisation",
    running: { label: "Running statistics", help: "As the file keeps them; what evaluation mode does." },
    batch: {
      label: "Of a batch",
      help: "From a batch of 64 latents of seed 1, as training mode does. Some code bases only ever sample so.",
    },
  },
  classes: "Classes to keep",
  classesHelp: (count: number) =>
    `By number, such as 0, 3, 7-9; empty for all ${count}. Fewer classes make the model smaller.`,
  apply: "Read again",
  save: "Save as a folder",
  forget: "Remove it",
  saveHelp:
    "The folder (a zip file) goes into public/models of a lens of your own, or is dropped here again. Whoever trained the generator decides what its pictures may be used for.",
  known: "This folder was saved by a lens; there was nothing to recognise.",
};

export type YourGeneratorText = typeof yourGeneratorEn;
