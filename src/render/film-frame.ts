/** One frame of a film: the image enlarged without blur, and on it the map of a query. */
import type { Cell, Grid } from "../attention/grid";
import { drawHeatMap, drawImagePixels } from "./canvas";
import type { ColorScale, HeatMapStyle } from "./heat-map";

export interface FilmMap {
  /** Weights on the key grid. */
  readonly values: Float32Array;
  readonly grid: Grid;
  readonly scale: ColorScale;
  readonly style: HeatMapStyle;
  /** The query it belongs to and the grid that it is a cell of; absent for the mean of a region. */
  readonly query?: { readonly cell: Cell; readonly grid: Grid };
}

export interface FilmFrame {
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly size: number;
  readonly map?: FilmMap;
}

/** Draws frames on one canvas, `side` pixels wide and high. */
export class FilmCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #small = document.createElement("canvas");

  constructor(side: number) {
    this.canvas = document.createElement("canvas");
    this.canvas.width = side;
    this.canvas.height = side;
    const context = this.canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) throw new Error("this browser gives no 2d canvas");
    this.#context = context;
  }

  draw({ pixels, size, map }: FilmFrame): void {
    drawImagePixels(this.#small, pixels, size);
    this.#enlarge();
    if (!map) return;
    drawHeatMap(this.#small, map.grid, map.values, map.scale, map.style);
    this.#enlarge();
    if (map.query) this.#mark(map.query.cell, map.query.grid);
  }

  #enlarge(): void {
    const { width, height } = this.canvas;
    this.#context.imageSmoothingEnabled = false;
    this.#context.drawImage(this.#small, 0, 0, width, height);
  }

  /** The query's cell, framed in white within black, as on the stage. */
  #mark({ x, y }: Cell, grid: Grid): void {
    const [width, height] = [this.canvas.width / grid.width, this.canvas.height / grid.height];
    for (const [color, line] of [
      ["#000", 5],
      ["#fff", 3],
    ] as const) {
      this.#context.strokeStyle = color;
      this.#context.lineWidth = line;
      this.#context.strokeRect(x * width, y * height, width, height);
    }
  }
}
