/** `npm run icons`: the icons of an installed lens, drawn from `public/icon.svg`, which must be shown at sizes that no SVG is taken for. */
import { readFileSync, writeFileSync } from "node:fs";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { projectPath } from "../test/support/files";

/** The ground of the drawing, which a system that cuts icons to its own shape runs into. */
const GROUND = "#14171c";
/** What such a system leaves is a circle of 80 % of the side; within it, the square of the drawing. */
const SAFE = 0.7;

const drawing = readFileSync(projectPath("public/icon.svg"), "utf8");

async function icon(side: number, share: number): Promise<Buffer> {
  const inner = Math.round(side * share);
  const sized = drawing.replace("<svg ", `<svg width="${inner}" height="${inner}" `);
  const image = await loadImage(Buffer.from(sized));
  const canvas = createCanvas(side, side);
  const painter = canvas.getContext("2d");
  if (share < 1) {
    painter.fillStyle = GROUND;
    painter.fillRect(0, 0, side, side);
  }
  const margin = Math.round((side - inner) / 2);
  painter.drawImage(image, margin, margin, inner, inner);
  return canvas.encode("png");
}

for (const [name, side, share] of [
  ["icon-192", 192, 1],
  ["icon-512", 512, 1],
  ["icon-maskable-512", 512, SAFE],
] as const) {
  const path = projectPath(`public/${name}.png`);
  writeFileSync(path, await icon(side, share));
  console.log(path);
}
