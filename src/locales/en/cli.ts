/** Text of the command line, in English only. No page loads it. */
type Facts = Readonly<Record<string, string | number>>;

/** Errors of the command line: what is wrong, and what to do. */
export const cliErrorsEn = {
  "not-a-number": (d: Facts) =>
    `“${d.given}” is not a valid value for --${d.option}. Give a number from ${d.min} to ${d.max}.`,
  "not-a-whole-number": (d: Facts) =>
    `“${d.given}” is not a valid value for --${d.option}. Give a whole number from ${d.min} to ${d.max}.`,
  "not-a-choice": (d: Facts) =>
    `“${d.given}” is not a valid value for --${d.option}. Choose one of: ${d.choices}.`,
  "not-a-query": (d: Facts) =>
    `“${d.given}” is not a query. Give its column and row, counted from 0 at the top left, such as --query 12,8.`,
  "query-outside": (d: Facts) =>
    `The query ${d.given} lies outside the grid of ${d.site}, which is ${d.width} x ${d.height}. The last column is ${d.right}, the last row ${d.bottom}.`,
  "query-missing": () => "No query is given. Give its column and row, such as --query 12,8.",
  "too-many-queries": (d: Facts) =>
    `A figure shows at most ${d.limit} queries, but ${d.count} are given. Make several figures, or write the numbers (csv, npy) with --what matrix.`,
  "not-seeds": (d: Facts) =>
    `“${d.given}” is not a seed. Give whole numbers from 0 to ${d.max}, such as --seed 7, --seed 7,9 or --seed 7-20.`,
  "too-many-seeds": (d: Facts) =>
    `${d.count} seeds are given, but one run accepts at most ${d.limit}. Use several runs.`,
  "not-a-class": (d: Facts) =>
    `“${d.given}” is not a class with a weight. Give a name, or names with weights from 0.001 to 1000, such as --class River:0.6,Highway:0.4.`,
  "class-unknown": (d: Facts) => `The model ${d.model} has no class “${d.given}”. Its classes: ${d.classes}.`,
  "no-classes": (d: Facts) => `The model ${d.model} has no classes. Leave out --class.`,
  "site-unknown": (d: Facts) =>
    `The model ${d.model} has no attention site “${d.given}”. Its sites: ${d.sites}.`,
  "step-unknown": (d: Facts) =>
    `The model ${d.model} has no snapshot of step ${d.given}. Its steps: ${d.steps}.`,
  "model-unknown": (d: Facts) => `There is no model “${d.given}” in ${d.folder}. ${d.there}`,
  "not-an-address": (d: Facts) =>
    `“${d.given}” is not a valid value for --${d.option}. Give an address that begins with http:// or https://.`,
  "format-unknown": (d: Facts) =>
    `“${d.file}” does not end in a supported format. Use a name that ends in .png, .svg, .csv or .npy.`,
  "formats-differ": (d: Facts) =>
    `${d.file} does not end in .${d.format}, as --format requires. Leave out --format, or rename the file.`,
  "option-not-for-format": (d: Facts) =>
    `--${d.option} has no effect on a ${d.format} file. Leave it out, or write ${d.formats}.`,
  "one-name-for-many": (d: Facts) =>
    `${d.count} seeds cannot all be written to ${d.file}. Put {seed} into the name, such as ${d.example}, or give a folder that ends with a slash.`,
  "file-exists": (d: Facts) =>
    `${d.file} already exists. Add --force to overwrite it, or choose another name.`,
  "file-unwritable": (d: Facts) => `${d.file} could not be written: ${d.reason}.`,
  "folder-exists": (d: Facts) =>
    `${d.folder} already exists. Add --force to replace it, or choose another name.`,
  "folder-not-model": (d: Facts) =>
    `${d.folder} contains files that do not belong to a model, so it is not replaced. Choose another folder.`,
  "not-an-id": (d: Facts) =>
    `“${d.given}” cannot be the name of a model's folder. Use lower-case letters, digits and hyphens, such as -o public/models/my-faces.`,
  "not-class-numbers": (d: Facts) =>
    `“${d.given}” is not a class number. Give whole numbers from 0, such as --classes 0,3,7-9.`,
  "not-statistics": (d: Facts) =>
    `“${d.given}” is not a valid value for --statistics. Give running, batch, or batch:SEED,COUNT with at most 4096 images, such as batch:0,64.`,
  "no-index": (d: Facts) =>
    `The list of models, ${d.file}, does not exist. Leave out --add, or import into the models folder of a lens.`,
  "seed-missing": () => "No seed is given. Give one, such as --seed 7, or several, such as --seeds 0-99.",
  "atlas-format": (d: Facts) =>
    `“${d.file}” does not end in a supported format. Use a name that ends in .npz or .csv.`,
  "atlas-interrupted": (d: Facts) => `Interrupted after ${d.done} of ${d.count} seeds. Nothing was written.`,
  "no-attention": (d: Facts) =>
    `The generator of ${d.model} has no attention layer, so there is nothing to count. Choose another model.`,
  interrupted: (d: Facts) =>
    `Interrupted: ${d.done} of ${d.count} files were written. Each of them is complete.`,
} as const;

export type CliErrorCode = keyof typeof cliErrorsEn;

/** Errors of the file system in words. */
export const fileFaultsEn: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EEXIST: "its folder is a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EISDIR: "a folder has that name",
  ENAMETOOLONG: "its name is too long",
};

export const cliEn = {
  program: "Attention maps of a Self-Attention GAN's generator, without a browser.",
  figure: "Generate images and write what their queries attend to, as figures or as numbers.",
  atlas:
    "Statistics of an attention layer over many seeds: how far its rows depend on the place and on the image, mean rows, maps.",
  import: "Read a generator's checkpoint from another code base and write it as a model folder of the lens.",
  needsHelp:
    "sagan-lens figure --help, sagan-lens atlas --help and sagan-lens import --help list all options.",
  options: {
    model: "name of the model's folder",
    models: "folder of models, or its http(s) address (default: the models of this package)",
    seed: "seeds: 7, 7-20 or 7,9,12-15; may be repeated",
    seeds: "the same as --seed",
    query: "query location as column,row from 0 at the top left; may be repeated",
    output:
      "file to write: .png, .svg, .csv or .npy; {seed} stands for the seed. A folder (ending with a slash) gets one file for each seed",
    format: (names: string) => `format of the files in a folder: ${names} (default: "png")`,
    psi: "truncation psi, a factor on z, 0 to 2",
    noise: "normal, or truncated: noise beyond 2 is drawn again, as in BigGAN's code (default: normal)",
    class: "classes by name, with weights: River or River:0.6,Highway:0.4; may be repeated",
    site: "attention site (default: the model's first)",
    gamma: "factor on the layer's learned gamma, -1 to 2",
    temperature: "divisor of the scores before the softmax, 0.1 to 10",
    step: "training step of a snapshot (default: the finished generator)",
    map: 'plain: the map alone; over: the map over the image, which is darkened where little is read, or tinted with --colormap (default: "plain")',
    colormap: (names: string) => `colours of the map: ${names} (default: "viridis")`,
    scaleMode:
      'upper end of the colours. absolute: the largest weight of all rows of the image; shown: of the rows shown (default: "absolute")',
    scale: 'size of a png, 1 to 4 (default: "2")',
    what: 'contents of a csv (commas, decimal point) or npy file. row: the rows of the queries; matrix: all rows; image: the image (default: "row")',
    linkBase: "address of the lens that the figure links to",
    force: "overwrite existing files",
    json: "report what was written as one JSON object on standard output",
  },
  after: `
Standard output lists what was written. Standard error shows progress and errors.
Exit code 0: everything was written. 1: the command failed. 2: the command was wrong and nothing was written. 130: Ctrl-C; files
already written are complete.

  sagan-lens figure --model cats64 --seed 7 --query 12,8 -o fig.png
  sagan-lens figure --seeds 7-20 --query 12,8 --query 20,9 -o "figures/cat-{seed}.svg"
  sagan-lens figure --model eurosat64 --class River:0.6,Highway:0.4 --seed 31 --query 18,19 -o row.npy`,
  atlasOptions: {
    seeds: "seeds: 0-999 or 7,9,12-15; may be repeated",
    output: "file to write: .npz (all arrays) or .csv (the maps, a line for each query)",
    class: "classes by name, with weights, the same for all seeds (default: the model's classes take turns)",
    effects: "also measure what the layer does to each image: each one is generated again with gamma 0",
    json: "report the figures as one JSON object on standard output",
  },
  afterAtlas: `
Standard output has the figures, each with its 95 % interval. Standard error shows progress and errors.
Exit code 0: the file was written. 1: the command failed. 2: the command was wrong. 130: Ctrl-C; nothing was written.

  sagan-lens atlas --model cats64 --seeds 0-999 -o atlas.npz
  sagan-lens atlas --model eurosat64 --class River --seeds 0-199 --json -o river.csv`,
  atlasFigures: {
    position: "position",
    content: "content",
    total: "total",
    line: (name: string, value: string, low: string, high: string) => `${name} ${value} (${low} to ${high})`,
    single: (name: string, value: string) => `${name} ${value}`,
  },
  seedsDone: (done: number, of: number, seconds: number | undefined) =>
    `${done} of ${of} seeds${seconds === undefined ? "" : `, ${seconds} s left`}`,
  importOptions: {
    files: "the checkpoint; for a TensorFlow.js model, its model.json",
    output: "folder to write; its name becomes the model's id",
    family: "code base of the file (default: recognised from the file)",
    statistics:
      "running: the statistics in the file; batch or batch:SEED,COUNT: statistics of a batch of images, as some code bases sample",
    truncation:
      "the statistics of this truncation, 0 to 1, for every psi, if the file has them for several (default: all, chosen by psi)",
    classes: "numbers of the classes to import: 0,3,7-9; may be repeated (default: all)",
    name: "the model's name on the page",
    half: "write weights and tables of classes in half precision: half the size, each number with a relative error up to 0.0005",
    add: "also list the model in the index.json of the folder that contains it",
    force: "replace an existing model",
    json: "report everything as one JSON object on standard output",
  },
  afterImport: `
Standard output lists what was recognised, what was assumed and what was not used. Standard error shows progress and errors.
Exit code 0: the folder was written. 1: the file could not be read, or its layout is unknown. 2: the command was wrong. 130: Ctrl-C.
No code in the file is run.

  sagan-lens import G.pth -o public/models/my-faces --name "My faces"
  sagan-lens import sagan_g.pt -o public/models/imagenet --classes 1,207,281-285 --half --add`,
  importing: (file: string, percent: number) => `Reading ${file}: ${percent}%`,
  report: {
    recognised: (file: string, family: string, source: string) => `${file}: ${family} (${source})`,
    network: (size: number, channels: number, latent: number, classes: number) =>
      `A generator of ${channels} x ${size} x ${size} images from ${latent} numbers, ${classes === 0 ? "without classes" : `with ${classes} classes`}.`,
    foundIn: (wrappers: string) => `Found in ${wrappers}.`,
    site: (name: string, width: number, keyWidth: number, gamma: string) =>
      `Attention site ${name}: ${width} x ${width} queries, ${keyWidth} x ${keyWidth} keys, gamma ${gamma}.`,
    columns: "Its softmax runs over the queries of each key: columns sum to 1, rows do not.",
    assumed: "Assumed, because the file does not say so:",
    used: (count: number) => `${count} tensors of the file are used.`,
    unused: (count: number, reason: string, names: string) => `${count} are not used (${reason}): ${names}`,
    more: (count: number) => `and ${count} more`,
    unread: (count: number, names: string) =>
      `${count} ${count === 1 ? "object" : "objects"} beside the tensors ${count === 1 ? "was" : "were"} not read: ${names}`,
    written: (folder: string) => `Written to ${folder}.`,
    added: (file: string) => `Listed in ${file}.`,
    notAdded: (file: string) =>
      `The lens shows the model when ${file} lists it. Add it there, or import again with --add --force.`,
  },
  downloading: (model: string) => `Reading ${model}`,
  checked: (backend: string, error: string) =>
    `The engine runs on ${backend}; its largest error is ${error}.`,
  written: (at: number, of: number, file: string) => `${at} of ${of}  ${file}`,
  stopped: (reason: string) => `The generator stopped: ${reason}.`,
  checkAddress: "Check the name and the address.",
  noModels: "The folder contains no models.",
  modelsThere: (models: string) => `Its models: ${models}.`,
} as const;
