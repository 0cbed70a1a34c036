/** Links, figures, files, pages and code to embed, in English. */

/** What every caption says about its layer. */
export interface FigureFacts {
  readonly site: string;
  readonly queries: string;
  readonly keys: string;
  readonly top: string;
  readonly curve: string;
}

export const link = {
  copy: "Copy link",
  copied: "Copied",
  help: "A link that opens exactly this view.",
  onlyHere: (file: string | undefined) =>
    file === undefined
      ? "This model is in this browser alone. Whoever opens the link elsewhere also needs the model's folder: save it as a folder and send it along."
      : `This model is in this browser alone. Whoever opens the link elsewhere also needs the file ${file}: send it along.`,
};

export const figure = {
  heading: "Figure",
  preview: "Preview of the figure",
  image: "Generated image",
  query: (x: number, y: number) => `query ${x}, ${y}`,
  caption: (c: FigureFacts & { part: string; scale: string; rowsSumToOne: boolean }) =>
    `Self-attention of ${c.site}, ${c.queries} queries, ${c.keys} keys. Each map shows what the query of the same colour reads (${c.part}); ${c.rowsSumToOne ? "its weights sum to 1" : "the softmax runs over the queries, so its weights do not sum to 1"}. Colours run from 0 to ${c.top}, ${c.scale}; colour scale: ${c.curve}.`,
  region: (count: number) => `average of ${count} queries`,
  regionCaption: (c: FigureFacts & { part: string; scale: string; rowsSumToOne: boolean }) =>
    `Self-attention of ${c.site}, ${c.queries} queries, ${c.keys} keys. The map shows what the outlined queries read on average (β); ${c.rowsSumToOne ? "its weights sum to 1" : "the softmax runs over the queries, so its weights do not sum to 1"}. Colours run from 0 to ${c.top}, ${c.scale}; colour scale: ${c.curve}.`,
  layerCaption: (c: FigureFacts & { map: string; help: string; axis: string }) =>
    `Self-attention of ${c.site}, ${c.queries} queries, ${c.keys} keys. ${c.map}. ${c.help} Colours run from 0 to ${c.top} (${c.axis}); colour scale: ${c.curve}.`,
  scaleOfAll: "the largest weight of any query in this image",
  scaleOfThese: "the largest weight of the queries shown",
  step: (step: number) => `training step ${step}`,
  changed: "with a change inside the layer",
  ground: "Maps",
  grounds: {
    over: { label: "Over the image", help: "As on the page. Each pinned query gets a map of its own." },
    plain: { label: "Plain", help: "The map alone, in the colours of the colour map." },
  },
  png: "PNG",
  scale: "Scale",
  svg: "SVG",
  copy: "Copy",
  numbers: "Data",
  numbersHelp:
    "CSV opens in spreadsheets; its values are separated by commas, and the decimal sign is a point. NPY opens in NumPy, with its shape.",
  row: (format: string) => `Row, ${format}`,
  pictureAs: (format: string) => `Image, ${format}`,
  matrix: (format: string) => `Whole matrix, ${format}`,
  matrixProgress: "Writing the matrix",
};

export const files = {
  heading: "Save your work",
  help: "A session stores everything: the image, pins and views, saved images, your directions and the walk. A still stores this image with its maps and opens without the generator. A page is a still in one HTML file, for slides and course platforms. It opens in any browser, offline, and responds to the pointer.",
  asLearned: "The still shows the unmodified network. The change inside the layer is noted in the same file.",
  session: "Save the session",
  still: "Save a still",
  page: "Save a page",
  open: "Open a file",
  drop: "Drop to open",
  dropHelp:
    "A session, a still or a direction saved here (undo takes it back), an image for the discriminator, or your own generator.",
  opened: {
    session: "Session opened.",
    still: "Still opened.",
    direction: "Direction added.",
    tour: "Tour opened.",
    image: "The discriminator is scoring your image.",
    generator: "Reading your generator.",
  },
};

export const page = {
  help: "Point at the image, or use the arrow keys: the map shows what that query reads. Click to pin a query, Shift-click to pin more.",
  noScript: "The image and its maps are drawn by a script. Allow scripts on this page to see them.",
  link: "Open in SAGAN Lens",
};

export const embed = {
  heading: "Embed",
  kind: "Embed as",
  kinds: {
    iframe: { label: "Frame", help: "Works everywhere, even on course platforms that block scripts." },
    element: { label: "Element", help: "Part of the page itself. Several elements share one generator." },
    link: { label: "Link", help: "Opens the lens with exactly this view." },
  },
  controls: "Controls to include",
  controlNames: {
    bar: "Colour bar",
    sentence: "Sentence",
    seed: "Seed",
    psi: "Truncation",
    classes: "Class",
    gamma: "Attention strength",
    temp: "Temperature",
    step: "Training step",
    map: "Map",
    part: "Split the attention",
    overlay: "On the image",
    scale: "Colour range",
    link: "Link to the lens",
  },
  code: "Code to copy",
  copy: "Copy the code",
  preview: "Preview of the embedded lens",
  notOnSite:
    "This model exists only in this browser, so the code will not work for others. Save the model's folder and put it into models/ on the site that serves the lens.",
};
