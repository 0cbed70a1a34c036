/** A figure on a canvas: the browser's, or one in Node that has the same drawing functions. */
import { type Box, FIGURE_FONT, FIGURE_GROUND, type Figure, type FigureItem, type Raster } from "./figure";

/** What a canvas must be able to do; both kinds can. */
export type Painter = Pick<
  CanvasRenderingContext2D,
  | "fillRect"
  | "strokeRect"
  | "fillText"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "setTransform"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "font"
  | "textAlign"
>;

/** Scales of a PNG, in pixels for each unit of the figure. */
export const FIGURE_SCALES = [1, 2, 3, 4] as const;

/**
 * Paints a figure; the canvas is `figure.width * scale` wide and `figure.height * scale` high.
 * @param font families for its text, as CSS lists them
 */
export function paintFigure(painter: Painter, figure: Figure, scale: number, font = FIGURE_FONT): void {
  painter.setTransform(scale, 0, 0, scale, 0, 0);
  painter.fillStyle = FIGURE_GROUND;
  painter.fillRect(0, 0, figure.width, figure.height);
  for (const item of figure.items) paint(painter, item, font);
}

function paint(painter: Painter, item: FigureItem, font: string): void {
  switch (item.kind) {
    case "photograph":
    case "cells":
      squares(painter, item.raster, item.box);
      return;
    case "area":
      painter.fillStyle = item.color;
      painter.fillRect(item.box.x, item.box.y, item.box.width, item.box.height);
      return;
    case "frame":
      painter.strokeStyle = item.color;
      painter.lineWidth = item.width;
      painter.strokeRect(item.box.x, item.box.y, item.box.width, item.box.height);
      return;
    case "strip": {
      const step = item.box.width / item.colors.length;
      for (const [place, color] of item.colors.entries()) {
        painter.fillStyle = color;
        // A little over the next one, lest the ground shine through.
        painter.fillRect(item.box.x + place * step, item.box.y, step + 0.25, item.box.height);
      }
      return;
    }
    case "line":
      painter.strokeStyle = item.color;
      painter.lineWidth = item.width;
      painter.beginPath();
      painter.moveTo(item.from.x, item.from.y);
      painter.lineTo(item.to.x, item.to.y);
      painter.stroke();
      return;
    case "text":
      painter.fillStyle = item.color;
      painter.font = `${item.bold ? 600 : 400} ${item.size}px ${font}`;
      painter.textAlign = item.anchor === "middle" ? "center" : item.anchor;
      painter.fillText(item.text, item.at.x, item.at.y);
  }
}

/** Each pixel as a rectangle of its own. */
function squares(painter: Painter, { width, height, pixels }: Raster, box: Box): void {
  const [stepX, stepY] = [box.width / width, box.height / height];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      painter.fillStyle = `rgba(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]}, ${pixels[at + 3] / 255})`;
      painter.fillRect(box.x + x * stepX, box.y + y * stepY, stepX, stepY);
    }
  }
}
