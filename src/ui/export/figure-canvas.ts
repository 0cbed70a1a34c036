/** A figure on a canvas of its own. */
import type { Figure } from "../../export/figure";
import { paintFigure } from "../../export/figure-paint";

/** @param scale pixels for each unit of the figure @throws Error where the browser gives no 2d canvas */
export function figureCanvas(figure: Figure, scale: number) {
  const canvas = document.createElement("canvas");
  canvas.width = figure.width * scale;
  canvas.height = figure.height * scale;
  const painter = canvas.getContext("2d");
  if (!painter) throw new Error("this browser gives no 2d canvas");
  paintFigure(painter, figure, scale);
  return { canvas, painter };
}
