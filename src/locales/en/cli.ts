/** What the command line says. It speaks English; no page loads it. */
type Facts = Readonly<Record<string, string | number>>;

/** Faults of the command line, one sentence or two for each: what is wrong, and what to do. */
export const cliErrorsEn = {
  "not-a-number": (d: Facts) =>
    `“${d.given}” is no value for --${d.option}. Give a number from ${d.min} to ${d.max}.`,
  "not-a-whole-number": (d: Facts) =>
    `“${d.given}” is no value for --${d.option}. Give a whole number from ${d.min} to ${d.max}.`,
  "not-a-choice": (d: Facts) =>
    `“${d.given}” is no value for --${d.option}. Give one of these: ${d.choices}.`,
  "not-a-query": (d: Facts) =>
    `“${d.given}” is no query. Give its column and row, counted from 0 at the top left, such as --query 12,8.`,
  "query-outside": (d: Facts) =>
    `The query ${d.given} lies outside the grid of ${d.site}, which is ${d.width} x ${d.height}. Columns end at ${d.right} and rows at ${d.bottom}.`,
  "query-missing": () => "There is no query. Say which place is asked about, such as --query 12,8.",
  "too-many-queries": (d: Facts) =>
    `A figure shows at most ${d.limit} queries, and ${d.count} are given. Make several figures, or take the numbers (csv, npy) with --what matrix.`,
  "not-seeds": (d: Facts) =>
    `“${d.given}” is no seed. Give whole numbers from 0 to ${d.max}, such as --seed 7, --seed 7,9 or --seed 7-20.`,
  "too-many-seeds": (d: Facts) =>
    `${d.count} seeds are asked for, and one run makes at most ${d.limit}. Make several runs.`,
  "not-a-class": (d: Facts) =>
    `“${d.given}” is no class with a weight. Give a name, or names with weights from 0.001 to 1000, such as --class River:0.6,Highway:0.4.`,
  "class-unknown": (d: Facts) =>
    `The model ${d.model} has no class “${d.given}”. Its classes are ${d.classes}.`,
  "no-classes": (d: Facts) => `The model ${d.model} has no classes. Leave out --class.`,
  "site-unknown": (d: Facts) =>
    `The model ${d.model} has no attention site “${d.given}”. Its sites are ${d.sites}.`,
  "step-unknown": (d: Facts) =>
    `The model ${d.model} has no snapshot of step ${d.given}. There are these: ${d.steps}.`,
  "model-unknown": (d: Facts) => `There is no model “${d.given}” in ${d.folder}. ${d.there}`,
  "not-an-address": (d: Facts) =>
    `“${d.given}” is no value for --${d.option}. Give an address that begins with http:// or https://.`,
  "format-unknown": (d: Facts) =>
    `“${d.file}” does not end in a format that can be written. Name a file that ends in .png, .svg, .csv or .npy.`,
  "formats-differ": (d: Facts) =>
    `${d.file} does not end in .${d.format}, which --format asks for. Leave out --format, or rename the file.`,
  "option-not-for-format": (d: Facts) =>
    `--${d.option} says nothing about a ${d.format} file. Leave it out, or write ${d.formats}.`,
  "one-name-for-many": (d: Facts) =>
    `${d.count} seeds cannot all be written to ${d.file}. Put {seed} into the name, such as ${d.example}, or name a folder with a slash at its end.`,
  "file-exists": (d: Facts) =>
    `${d.file} is there already. Add --force to overwrite it, or choose another name.`,
  "file-unwritable": (d: Facts) => `${d.file} could not be written: ${d.reason}.`,
  "folder-exists": (d: Facts) =>
    `${d.folder} is there already. Add --force to put the import in its place, or choose another name.`,
  "folder-not-model": (d: Facts) =>
    `${d.folder} holds other things than a model, so that it is not replaced. Choose another folder.`,
  "not-an-id": (d: Facts) =>
    `“${d.given}” cannot be the name of a model's folder. Take lower-case letters, digits and hyphens, such as -o public/models/my-faces.`,
  "not-class-numbers": (d: Facts) =>
    `“${d.given}” is no number of a class. Give whole numbers from 0, such as --classes 0,3,7-9.`,
  "not-statistics": (d: Facts) =>
    `“${d.given}” is no value for --statistics. Give running, batch, or batch:SEED,COUNT with at most 4096 pictures, such as batch:0,64.`,
  "no-index": (d: Facts) =>
    `There is no list of models, ${d.file}, that it could be added to. Leave out --add, or import into the folder of a lens's models.`,
  interrupted: (d: Facts) => `Interrupted: ${d.done} of ${d.count} files were written, each of them whole.`,
} as const;

export type CliErrorCode = keyof typeof cliErrorsEn;

/** Faults of the file system in words. */
export const fileFaultsEn: Readonly<Record<string, string>> = {
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is a file",
  EEXIST: "its folder is a file",
  EACCES: "it may not be written to",
  EPERM: "it may not be written to",
  EROFS: "the disk may only be read",
  ENOSPC: "the disk is full",
  EISDIR: "a folder has that name",
  ENAMETOOLONG: "its name is too long",
};

export const cliEn = {
  program: "Attention maps of a Self-Attention GAN's generator, without a browser.",
  figure: "Generate pictures and write what their queries attend to, as figures or as numbers.",
  import: "Read a generator's checkpoint of another code base and write it as a model of the lens.",
  needsHelp: "sagan-lens figure --help and sagan-lens import --help list all options.",
  options: {
    model: "the model, by the name of its folder",
    models: "folder of models, or its http(s) address (default: the models of this package)",
    seed: "seeds: 7, 7-20 or 7,9,12-15; may be repeated",
    query: "query location as column,row from 0 at the top left; may be repeated",
    output:
      "file to write: .png, .svg, .csv or .npy; {seed} stands for the seed. A folder (with a slash at its end) gets one file for each seed",
    format: (names: string) => `format of the files in a folder: ${names} (default: "png")`,
    psi: "truncation psi, the factor on z, 0 to 2",
    class: "classes by name, with weights: River or River:0.6,Highway:0.4; may be repeated",
    site: "attention site (default: the model's first)",
    gamma: "factor on the layer's learned gamma, -1 to 2",
    temperature: "what the scores are divided by before the softmax, 0.1 to 10",
    step: "training step of a snapshot (default: the finished generator)",
    map: 'plain: the map alone; over: the picture shows through, darkened where little is read, or in the colours of --colormap (default: "plain")',
    colormap: (names: string) => `colours of the map: ${names} (default: "viridis")`,
    scaleMode:
      'what the colours run to. absolute: the largest weight of all rows of the picture; shown: of the rows shown (default: "absolute")',
    scale: 'size of a png, 1 to 4 (default: "2")',
    what: 'what a csv or npy file holds. row: the rows of the queries; matrix: all rows; picture: the picture (default: "row")',
    linkBase: "address of a lens that the figure's link leads to",
    force: "overwrite files that are there",
    json: "say what was written as one JSON object on standard output",
  },
  after: `
Standard output says what was written, standard error how it goes and what is wrong.
Exit code 0: all was written. 1: the work failed. 2: the command was not right and nothing was written. 130: Ctrl-C; files that
were written are whole.

  sagan-lens figure --model cats64 --seed 7 --query 12,8 -o fig.png
  sagan-lens figure --seed 7-20 --query 12,8 --query 20,9 -o "figures/cat-{seed}.svg"
  sagan-lens figure --model eurosat64 --class River:0.6,Highway:0.4 --seed 31 --query 18,19 -o row.npy`,
  importOptions: {
    files: "the checkpoint; of a TensorFlow.js model its model.json",
    output: "folder of the model; its name becomes the model's id",
    family: "code base to read the file as (default: the one that fits)",
    statistics:
      "running: the statistics of the file; batch or batch:SEED,COUNT: those of a batch of pictures, as some code bases draw theirs",
    truncation: "of statistics that a file has for several truncations: which, 0 to 1 (default: 1)",
    classes: "numbers of the classes to keep: 0,3,7-9; may be repeated (default: all)",
    name: "the model's name on the page",
    half: "write weights in half precision: half the size, errors of about a thousandth",
    add: "also list it in the index.json of the folder that it is written to",
    force: "replace a model that is there",
    json: "say everything as one JSON object on standard output",
  },
  afterImport: `
Standard output says what was recognised, what was assumed and what was not used; standard error how it goes and what is wrong.
Exit code 0: the folder was written. 1: the file could not be read, or no layout of it is known. 2: the command was not right. 130: Ctrl-C.
No code of the file is run.

  sagan-lens import G.pth -o public/models/my-faces --name "My faces"
  sagan-lens import sagan_g.pt -o public/models/imagenet --classes 1,207,281-285 --half --add`,
  importing: (file: string, percent: number) => `Reading ${file}: ${percent}%`,
  report: {
    recognised: (file: string, family: string, source: string) => `${file}: ${family} (${source})`,
    network: (size: number, channels: number, latent: number, classes: number) =>
      `A generator of ${channels} x ${size} x ${size} pictures from ${latent} numbers, ${classes === 0 ? "without classes" : `with ${classes} classes`}.`,
    foundIn: (wrappers: string) => `It lies in ${wrappers}.`,
    site: (name: string, width: number, keyWidth: number, gamma: string) =>
      `Attention site ${name}: ${width} x ${width} queries, ${keyWidth} x ${keyWidth} keys, gamma ${gamma}.`,
    columns: "Its softmax runs over the queries of a key: columns sum to 1, rows do not.",
    assumed: "Assumed, because the file does not say it:",
    used: (count: number) => `${count} tensors of the file are used.`,
    unused: (count: number, reason: string, names: string) => `${count} are not used (${reason}): ${names}`,
    more: (count: number) => `and ${count} more`,
    unread: (count: number, names: string) =>
      `${count} ${count === 1 ? "object" : "objects"} beside the tensors ${count === 1 ? "was" : "were"} not read: ${names}`,
    written: (folder: string) => `Written to ${folder}.`,
    added: (file: string) => `Listed in ${file}.`,
    notAdded: (file: string) =>
      `The lens shows it once ${file} lists it: add it there, or import again with --add --force.`,
  },
  downloading: (model: string) => `Reading ${model}`,
  checked: (backend: string, error: string) =>
    `The engine runs on ${backend}; its largest error is ${error}.`,
  written: (at: number, of: number, file: string) => `${at} of ${of}  ${file}`,
  stopped: (reason: string) => `The generator stopped: ${reason}.`,
  checkAddress: "Check the name and the address.",
  noModels: "No model is there.",
  modelsThere: (models: string) => `There are these: ${models}.`,
} as const;
