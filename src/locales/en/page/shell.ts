/** The page's frame: menus, tasks, the chips on the image, in English. */

export const shell = {
  pages: "Pages",
  explore: "Explore",
  train: "Train",
  article: "Article",
  model: "Open or inspect a model",
  modelShort: "Models",
  more: "More",
  images: "Images",
  tasks: "Tasks",
  tabs: {
    read: "Read",
    whatIf: "What if",
    image: "Image",
    network: "Network",
    export: "Export",
    display: "Display",
  },
  display: "Display settings",
  closeDisplay: "Close",
  closeSheet: "Hide",
  readFirst: "In three numbers",
  mostRead: "Reads most from",
  mostReadHelp: "Column and row of the key with the largest weight.",
  spread: "Spread",
  keys: (keys: string) => `about ${keys} keys`,
  ofKeys: (all: string) => `of ${all}`,
  spreadHelp: "As many equally weighted keys would have the same entropy.",
  reach: "Reach",
  onAverage: "on average",
  reachHelp: "Mean distance from the query to the keys it reads.",
};

/** What is not as usual about the image on show; each can be undone. */
export const chips = {
  label: "What is shown",
  undo: (what: string) => `Undo: ${what}`,
  gamma: (factor: string) => (factor === "0" ? "Attention off" : `Attention × ${factor}`),
  temperature: (value: string) => `Temperature ${value}`,
  maskedKeys: (count: number) => (count === 1 ? "1 key masked" : `${count} keys masked`),
  maskedQueries: (count: number) => (count === 1 ? "1 query masked" : `${count} queries masked`),
  otherLayers: "Changes in other layers",
  before: "Before the changes",
  wipe: "Before and after",
  difference: "Difference",
  step: (step: string) => `Step ${step}`,
  discriminator: "Discriminator",
  userImage: "Your image",
  mixed: "Mixed image",
};

/** The strip of images under the one on show. */
export const film = {
  source: "Images to choose from",
  sources: {
    examples: { label: "Examples", help: "Prepared images of this model." },
    saved: { label: "Saved", help: "Images saved in this browser." },
    seeds: {
      label: "Seeds",
      help: "The images of neighbouring seeds, with the current truncation and changes.",
    },
  },
  save: "Save",
  noneSaved: "Nothing is saved yet. “Save this image” keeps the image on show here.",
};
