/** A figure as a PNG file in Node, with letters that come with the package: a server may have no fonts, and every machine makes the same. */
import { join } from "node:path";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { packageFolder } from "../package-folder.node";
import { FIGURE_FONT, type Figure } from "./figure";
import { type Painter, paintFigure } from "./figure-paint";
import { encodePng } from "./png";
import { pngTextOf } from "./query-figure";

/** Inter in two files of letters; others, as of a class's name, come from the machine's own fonts. */
const LETTERS = { latin: "SAGAN Lens Inter", greek: "SAGAN Lens Inter Greek" } as const;
const FONT = `'${LETTERS.latin}', '${LETTERS.greek}', ${FIGURE_FONT}`;

/** @throws Error where the package lacks a font */
function registerLetters(): void {
  if (GlobalFonts.has(LETTERS.latin)) return;
  for (const [letters, family] of Object.entries(LETTERS)) {
    for (const weight of [400, 600]) {
      const file = join(packageFolder(), "fonts", `inter-${letters}-${weight}.woff2`);
      if (!GlobalFonts.registerFromPath(file, family)) throw new Error(`the font ${file} cannot be read`);
    }
  }
}

/**
 * A PNG file, with title, caption and where it comes from inside.
 * @param scale pixels for each unit of the figure: 1 to 4
 */
export function figurePng(figure: Figure, scale: number): Uint8Array {
  registerLetters();
  const canvas = createCanvas(figure.width * scale, figure.height * scale);
  const painter = canvas.getContext("2d");
  paintFigure(painter as unknown as Painter, figure, scale, FONT);
  const { width, height, data } = painter.getImageData(0, 0, canvas.width, canvas.height);
  return encodePng({ width, height, pixels: data }, pngTextOf(figure));
}
