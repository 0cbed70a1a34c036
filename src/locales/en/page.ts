import { errorsEn } from "./errors";
import { inside, numbers, own, parts, whatIf } from "./page/explain";
import { embed, figure, files, link, page } from "./page/export";
import { discriminate, engine, gallery, training } from "./page/networks";
import { chips, film, shell } from "./page/shell";
import { map, maps, pins, stage, tools } from "./page/stage";
import { compare, directions, image, latent, mix, saved, walk } from "./page/steer";
import { pageErrorsEn } from "./page-errors";

/** All text of the page, in English. Functions where a number or a name goes in. */
export const en = {
  title: "SAGAN Lens",
  subtitle: "See which parts of an image a GAN looks at to draw each spot",
  article: "How self-attention works",
  learn: "Train one in your browser",
  skipToControls: "Skip to the controls",
  hint: "Point at the image to see what that spot reads. Click to pin it.",
  hintFirst:
    "To draw this eye corner, the network looks at the other eye. Point anywhere to see what that spot reads; click to pin it.",
  hintPinned: "Pinned. Point elsewhere to read weights. Press Escape to unpin.",
  hintTouch: "Tap the image to pin a spot and see what it reads.",
  hintFirstTouch:
    "To draw this eye corner, the network looks at the other eye. Tap anywhere to see what that spot reads.",
  hintPinnedTouch: "Pinned. Tap “+ Pin” to add another spot, or tap the pin to unpin it.",
  errors: { ...errorsEn, ...pageErrorsEn },
  shell,
  chips,
  film,
  stage,
  map,
  maps,
  parts,
  own,
  link,
  figure,
  files,
  page,
  embed,
  tools,
  pins,
  whatIf,
  inside,
  numbers,
  image,
  latent,
  directions,
  saved,
  mix,
  walk,
  compare,
  discriminate,
  training,
  gallery,
  engine,
  theme: { label: "Theme", auto: "Auto", light: "Light", dark: "Dark" },
  language: { label: "Language" },
  notice: { dismiss: "Dismiss", openFile: "Open the file" },
};

/** What every language has to provide; English sets the shape. */
export type Text = typeof en;
