/** Choosing, mixing and comparing images, in English. */

export const image = {
  heading: "Image",
  model: "Model",
  saved: "In this browser",
  aboutModel: "This model in this browser",
  modelHelp: "Another generator, trained on other images. It is loaded when you choose it.",
  class: "Class",
  seed: "Seed",
  seedHelp: "The same seed gives the same image everywhere.",
  seedInvalid: "A seed is a whole number from 0 to 4294967295.",
  newSeed: "New seed",
  seeds: "Browse seeds",
  earlier: "Earlier seeds",
  later: "Later seeds",
  psi: "Truncation ψ",
  psiHelp: "Scales the latent vector z: lower is more typical, higher more varied.",
  noise: "Noise",
  reset: "Reset",
};

export const latent = {
  heading: "Latent vector z",
  help: (size: number) =>
    `The ${size} numbers the generator starts from, before truncation. Double-click an entry to set it to 0.`,
  group: (from: number, to: number) => `z ${from} to ${to}`,
  slider: (index: number) => `Latent entry ${index}`,
  number: (index: number) => `Value of latent entry ${index}`,
  reset: (index: number) => `Reset latent entry ${index} to its seed's value`,
  edited: (n: number) =>
    n === 0 ? "as given by the seed" : n === 1 ? "1 entry changed" : `${n} entries changed`,
  resetAll: "Reset all",
  vary: "Vary a little",
  varyHelp: "Moves every unlocked entry a little, at random.",
  lock: (index: number) => `Lock latent entry ${index}`,
  lockHelp: "Locked entries keep their values when you change the seed or vary the image.",
};

export const directions = {
  heading: "Directions",
  help: "Directions along which the generator's early features vary most, strongest first (GANSpace). A step moves all latent entries at once, before truncation.",
  named: (number: number, name: string) => `${number}: ${name}`,
  name: (number: number) => `Direction ${number}`,
  share: (share: string) => `Explains ${share} of the early features' variance`,
  reset: "All to 0",
  show: "Preview",
  hide: "Hide",
  more: (count: number) => `All ${count} directions`,
  fewer: "Fewer",
  frame: (name: string, step: number) => `${name} at ${step}`,
  own: "Your directions",
  ownHelp:
    "From the image shown towards a saved one: save two images, select one under “Saved images”, then choose “Save as direction”.",
  ownReach: (length: string) => `Reaches the saved image at ${length}`,
  towards: (seed: number) => `Towards seed ${seed}`,
  rename: (name: string) => `Name of the direction ${name}`,
  export: "Export",
  exportOne: (name: string) => `Export ${name} as a file`,
  remove: "Remove",
  removeOne: (name: string) => `Remove ${name}`,
  import: "Open a direction file",
  none: "This model comes without directions. They can be found here: the lens looks where its early features vary most over 10,000 latent vectors.",
  find: "Find directions",
  finding: (share: string) => `Finding directions, ${share}`,
  cancel: "Cancel",
};

export const saved = {
  heading: "Saved images",
  help: "Save images to revisit, mix or animate.",
  keep: "Save this image",
  item: (number: number, seed: number) => `Saved image ${number}, seed ${seed}`,
  others: (n: number) =>
    n === 1 ? "1 more saved with another model." : `${n} more saved with other models.`,
  chosen: "The selected image",
  show: "Show",
  mix: "Mix with it",
  direction: "Save as direction",
  walk: "Add to the walk",
  remove: "Remove",
};

export const mix = {
  heading: "Mixed with another image",
  share: "Share of the other image",
  shareHelp: (seed: number) => `0: this image. 1: the other image (seed ${seed}). In between: a blend.`,
  path: "Path",
  paths: {
    spherical: { label: "Spherical", help: "Along an arc: keeps the typical length of z." },
    straight: {
      label: "Straight",
      help: "Along a straight line: halfway, z is shorter, as with a lower truncation ψ.",
    },
  },
  settle: "Keep this blend",
  end: "Undo the mix",
  cross: "Use its class in some layers",
  crossHelp: (name: string) =>
    `Marked layers use the selected image's class (${name}). Early layers decide the layout, late layers the texture.`,
  layer: (size: number) => `${size} × ${size}`,
  common: "Same in all layers",
};

export const walk = {
  heading: "Walk through the latent space",
  help: "Images serve as key frames. Between two of them the latent vector moves along an arc. Pins stay, so you can watch their attention change.",
  add: "Add this image",
  random: "Four random images",
  clear: "Clear",
  frame: (number: number, seed: number) => `Key frame ${number}, seed ${seed}`,
  earlier: "Earlier",
  later: "Later",
  remove: "Remove",
  play: "Play",
  stop: "Stop",
  position: "Position on the walk",
  positionText: (from: number, to: number, share: string) =>
    from === to ? `at key frame ${from}` : `${share} of the way from ${from} to ${to}`,
  speed: "Seconds per image",
  speedHelp: "The time from one key frame to the next.",
  loop: "Loop",
  foreign: "The stored walk belongs to another model. Adding an image starts a new walk.",
  needsEngine: "The walk needs the generator, which is not running yet.",
  record: "Record",
  recordHelp: "Every frame is drawn in full at its exact time, however slow this computer is.",
  withMap: "With the map of this query",
  formats: { webm: "Video (WebM)", gif: "Animation (GIF)" },
  noFormat: "This browser cannot write WebM videos. GIF works everywhere.",
  recording: (done: number, total: number) => `Frame ${done} of ${total}`,
  cancel: "Cancel",
};

export const compare = {
  pin: "Set as baseline",
  pinHelp: "Stores the current image and changes, to compare with later ones.",
  heading: "Compared with the baseline",
  before: "Baseline",
  difference: "Now minus baseline",
  foreign: "The baseline belongs to another model. Return to it to compare.",
  computing: "Drawing the baseline image.",
  same: "The images are identical.",
  entropy: "Entropy of this query",
  gamma: "Gamma",
  change: (before: string, after: string) => `${before} → ${after}`,
  back: "Return to the baseline",
  end: "Clear the baseline",
};
