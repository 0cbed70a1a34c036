/**
 * Invented images whose far parts belong together, drawn by code from a seed: [size, size, channels], -1 to 1, row by row.
 *
 * `faces`: two eyes at the left and the right edge of a face, always of the same kind (a colour; in grey images dark or bright).
 * `lines`: a line that goes on behind a broad post at the same height.
 * All measures are pixels of an image of side 16 and are scaled up for 32.
 */
import type { LearningConfig, PictureKind } from "./config";
import { type Draw, drawFrom, mixedSeed, PURPOSE } from "./seeds";

export type PictureShape = Pick<LearningConfig, "pictures" | "size" | "channels">;

type Color = readonly number[];

/** The kinds of eyes by channels. */
export const EYE_COLORS: Readonly<Record<1 | 3, readonly Color[]>> = {
  1: [[-0.9], [0.95]],
  3: [
    [-0.8, -0.6, 0.9],
    [-0.6, 0.9, -0.6],
  ],
};
const SKIN: Readonly<Record<1 | 3, Color>> = { 1: [0.1], 3: [0.6, 0.3, 0.1] };

/** Side of the images that measures are given for. */
export const MEASURE_SIDE = 16;
/** First columns of the two eyes, their size, and the first row of those that sit highest; others sit one lower. */
export const EYES = { columns: [1, 12], side: 3, row: 5, moves: 2 } as const;
/** The post covers these columns, from the first up to, not with, the second. */
export const POST = [5, 11] as const;
/** Rows that a line may begin at, from the first up to, not with, the second, and how thick it is. */
export const LINE = { rows: [1, 14], thickness: 2 } as const;

class Canvas {
  readonly values: Float32Array;
  readonly #size: number;
  readonly #channels: number;
  readonly #scale: number;

  constructor({ size, channels }: PictureShape) {
    this.values = new Float32Array(size * size * channels);
    this.#size = size;
    this.#channels = channels;
    this.#scale = size / MEASURE_SIDE;
  }

  /** Paints the pixels whose middle, in measures, `inside` accepts. */
  paint(color: Color, inside: (x: number, y: number) => boolean): void {
    for (let row = 0; row < this.#size; row++) {
      for (let column = 0; column < this.#size; column++) {
        if (!inside((column + 0.5) / this.#scale, (row + 0.5) / this.#scale)) continue;
        this.values.set(color, (row * this.#size + column) * this.#channels);
      }
    }
  }

  box(color: Color, left: number, top: number, width: number, height: number): void {
    this.paint(color, (x, y) => x >= left && x < left + width && y >= top && y < top + height);
  }
}

const grey = (value: number, { channels }: PictureShape): Color => new Array<number>(channels).fill(value);

/** A face; `kinds` are those of its left and right eye, the same in every image to learn from. */
export function face(shape: PictureShape, draw: Draw, kinds: readonly [number, number]): Float32Array {
  const canvas = new Canvas(shape);
  canvas.paint(grey(draw.number(-0.9, -0.4), shape), () => true);
  const tone = draw.number(-0.15, 0.15);
  const skin = SKIN[shape.channels].map((value) => value + tone);
  canvas.paint(skin, (x, y) => ((x - 8) / 8) ** 2 + ((y - 8) / 7.6) ** 2 < 1);
  const row = EYES.row + draw.whole(EYES.moves);
  EYES.columns.forEach((column, side) => {
    canvas.box(EYE_COLORS[shape.channels][kinds[side]], column, row, EYES.side, EYES.side);
  });
  const half = 2 + draw.whole(2);
  canvas.box(grey(-0.7, shape), 8 - half, 12, 2 * half, 1);
  return canvas.values;
}

/** A line behind a post; `rows` are its first rows left and right of it, the same in every image to learn from. */
export function line(shape: PictureShape, draw: Draw, rows: readonly [number, number]): Float32Array {
  const canvas = new Canvas(shape);
  canvas.paint(grey(draw.number(-0.8, -0.4), shape), () => true);
  const bright = grey(draw.number(0.6, 0.95), shape);
  canvas.box(bright, 0, rows[0], POST[0], LINE.thickness);
  canvas.box(bright, POST[1], rows[1], MEASURE_SIDE - POST[1], LINE.thickness);
  canvas.box(grey(0, shape), POST[0], 0, POST[1] - POST[0], MEASURE_SIDE);
  return canvas.values;
}

const drawn: Readonly<Record<PictureKind, (shape: PictureShape, draw: Draw) => Float32Array>> = {
  faces: (shape, draw) => {
    const kind = draw.whole(EYE_COLORS[shape.channels].length);
    return face(shape, draw, [kind, kind]);
  },
  lines: (shape, draw) => {
    const row = LINE.rows[0] + draw.whole(LINE.rows[1] - LINE.rows[0]);
    return line(shape, draw, [row, row]);
  },
};

/** The images of one step, [count, size, size, channels] row by row: a function of the seed and the step. */
export function picturesOf(shape: PictureShape, seed: number, step: number, count: number): Float32Array {
  const draw = drawFrom(mixedSeed(seed, PURPOSE.pictures, step));
  const area = shape.size * shape.size * shape.channels;
  const all = new Float32Array(count * area);
  for (let at = 0; at < count; at++) all.set(drawn[shape.pictures](shape, draw), at * area);
  return all;
}
