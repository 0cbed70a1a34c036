/** Text of the panel for importing a generator, in English. */
/** By name, as `src/importing/checkpoint.ts` has them. */
const formats: Readonly<Record<string, string>> = {
  safetensors: "safetensors",
  "torch-zip": "PyTorch file",
  "torch-legacy": "PyTorch file (legacy format)",
  npz: "NumPy archive",
  tfjs: "TensorFlow.js model",
  hdf: "HDF5 file",
};

export const yourGeneratorEn = {
  heading: "Your generator",
  open: "Open your own generator",
  openHelp:
    "A checkpoint from a SAGAN code base (PyTorch, safetensors, NPZ, TensorFlow.js with its shards), or a folder saved here. It stays in this browser.",
  close: "Close",
  cancel: "Cancel",
  goOn: "Continue",
  download: "Download",
  sizing: (host: string) => `Asking ${host} for the file size.`,
  ask: (host: string, megabytes: string | undefined) =>
    megabytes === undefined
      ? `This link opens a generator from ${host}. The site does not say how large it is. Nothing has been downloaded yet.`
      : `This link opens a generator from ${host} (${megabytes} MB). Nothing has been downloaded yet.`,
  downloading: (host: string, loaded: string, total: string | undefined) =>
    total === undefined ? `From ${host}: ${loaded} MB` : `From ${host}: ${loaded} of ${total} MB`,
  reading: (loaded: string, total: string) =>
    total === "0.0" ? "Recognising the network" : `Reading: ${loaded} of ${total} MB`,
  completing: "Completing the model",
  storing: (megabytes: string) => `Storing ${megabytes} MB in this browser`,
  recognised: (source: string, format: string) => `Recognised as ${source} (${format}).`,
  foundIn: (place: string) => `Found in ${place}.`,
  formats,
  site: (name: string, width: number, keyWidth: number, gamma: string) =>
    `${name}: ${width} × ${width} queries, ${keyWidth} × ${keyWidth} keys, γ = ${gamma}`,
  gammaSmall: "Gamma is so small that attention hardly changes the image.",
  rowsDoNot: "The softmax runs over the queries, so rows do not sum to 1.",
  assumed: (count: number) => `Assumed from the code base, because the file does not say: ${count}`,
  unknown: (names: string) => `Unknown and not used: ${names}.`,
  tensors: (used: number, unused: number) => `Tensors: ${used} used, ${unused} not`,
  statistics: {
    label: "Batch normalisation",
    running: { label: "Running statistics", help: "As stored in the file, and as used in evaluation mode." },
    batch: {
      label: "Batch statistics",
      help: "Computed from a batch of 64 latent vectors (seed 1), as in training mode. Some code bases always sample this way.",
    },
  },
  classes: "Classes to import",
  classesHelp: (count: number) =>
    `Class numbers, such as 0, 3, 7-9. Leave empty for all ${count}. Fewer classes make the model smaller.`,
  apply: "Re-import",
  needsSource: (file: string) =>
    `The checkpoint itself is not stored here. Choose ${file} again to import it with these settings.`,
  chooseSource: "Choose the file",
  from: (file: string) => `Imported from ${file}.`,
  noRecord: "No import report is stored for this model.",
  save: "Save as a folder",
  forget: "Remove",
  saveHelp:
    "Put the folder (a zip file) into public/models of your own lens, or drop it here again. The people who trained the generator decide how its images may be used.",
  known: "This folder was saved by SAGAN Lens, so nothing had to be recognised.",
};

export type YourGeneratorText = typeof yourGeneratorEn;
