/**
 * The matching rule, held out from training: do the two far sides of an image agree? It reads pixels alone and knows nothing
 * of the networks, so that images of any origin can be scored.
 *
 * A generator that always draws the same image keeps the rule as well. So the share that keeps it stands beside the share
 * that would keep it by chance, were the same left sides combined with the right sides of other samples.
 */
import { EYE_COLORS, EYES, LINE, MEASURE_SIDE, type PictureShape, POST } from "./pictures";

/** What is read from the left and the right side: the kind of an eye or the row of a line; `undefined` where neither is clear. */
export interface Reading {
  readonly left: number | undefined;
  readonly right: number | undefined;
}

/** How a number of samples fares; all shares run from 0 to 1. */
export interface RuleScore {
  readonly samples: number;
  /** Share of samples whose both sides are clear and agree. */
  readonly kept: number;
  /** Share of samples whose both sides are clear. */
  readonly clear: number;
  /** Share that would be kept with right sides exchanged among the samples. */
  readonly chance: number;
  /** (kept - chance) / (clear - chance), Cohen's kappa among the clear samples: 0 by chance, 1 always; 0 where undefined. */
  readonly kappa: number;
}

/** An eye counts as of a kind within this distance of its colour; the kinds lie at least 1.8 apart. */
const EYE_TOLERANCE: Readonly<Record<1 | 3, number>> = { 1: 0.55, 3: 0.8 };
/** A line must be brighter than its side's mean by this much. */
const LINE_CONTRAST = 0.6;
/** Rows that the two halves of a line may lie apart, in measures of an image of side 16. */
const LINE_TOLERANCE = 1;

/** @param image [size, size, channels], -1 to 1, row by row */
export function readSides(picture: Float32Array, shape: PictureShape): Reading {
  const [left, right] = ([0, 1] as const).map((side) =>
    shape.pictures === "faces" ? eyeKind(picture, shape, side) : lineRow(picture, shape, side),
  );
  return { left, right };
}

/** Whether two clear sides belong together. */
function agree(left: number, right: number, { pictures }: PictureShape): boolean {
  return pictures === "faces" ? left === right : Math.abs(left - right) <= LINE_TOLERANCE;
}

/** Whether an image keeps the rule. */
export function keepsRule(picture: Float32Array, shape: PictureShape): boolean {
  const { left, right } = readSides(picture, shape);
  return left !== undefined && right !== undefined && agree(left, right, shape);
}

/** @param images [count, size, size, channels] row by row */
export function scoreRule(pictures: Float32Array, shape: PictureShape): RuleScore {
  const area = shape.size * shape.size * shape.channels;
  const samples = Math.floor(pictures.length / area);
  const clear: { left: number; right: number }[] = [];
  for (let at = 0; at < samples; at++) {
    const { left, right } = readSides(pictures.subarray(at * area, (at + 1) * area), shape);
    if (left !== undefined && right !== undefined) clear.push({ left, right });
  }
  let kept = 0;
  let pairs = 0;
  let exchanged = 0;
  clear.forEach(({ left }, a) => {
    clear.forEach(({ right }, b) => {
      const same = agree(left, right, shape) ? 1 : 0;
      if (a === b) kept += same;
      else {
        pairs++;
        exchanged += same;
      }
    });
  });
  const share = (count: number) => (samples ? count / samples : 0);
  const chance = pairs ? share(clear.length) * (exchanged / pairs) : 0;
  const room = share(clear.length) - chance;
  return {
    samples,
    kept: share(kept),
    clear: share(clear.length),
    chance,
    kappa: room > 1e-9 ? (share(kept) - chance) / room : 0,
  };
}

/** The kind of an eye by the mean colour of the rows that every eye covers. */
function eyeKind(picture: Float32Array, shape: PictureShape, side: 0 | 1): number | undefined {
  const first = EYES.row + EYES.moves - 1;
  const last = EYES.row + EYES.side;
  const column = EYES.columns[side];
  const mean = meanColor(picture, shape, column, column + EYES.side, first, last);
  const distances = EYE_COLORS[shape.channels].map((color) =>
    Math.hypot(...color.map((value, channel) => value - mean[channel])),
  );
  const nearest = Math.min(...distances);
  return nearest < EYE_TOLERANCE[shape.channels] ? distances.indexOf(nearest) : undefined;
}

/** The first row, in measures, of the brightest stripe as thick as a line, beside the post. */
function lineRow(picture: Float32Array, shape: PictureShape, side: 0 | 1): number | undefined {
  // One column away from the post, whose edge a generator may blur.
  const [left, right] = side === 0 ? [0, POST[0] - 1] : [POST[1] + 1, MEASURE_SIDE];
  const bright = (top: number, bottom: number) => {
    const color = meanColor(picture, shape, left, right, top, bottom);
    return color.reduce((sum, value) => sum + value, 0) / color.length;
  };
  const step = MEASURE_SIDE / shape.size;
  const mean = bright(0, MEASURE_SIDE);
  let [best, found] = [Number.NEGATIVE_INFINITY, 0];
  for (let row = 0; row + LINE.thickness <= MEASURE_SIDE; row += step) {
    const value = bright(row, row + LINE.thickness);
    if (value > best) [best, found] = [value, row];
  }
  return best - mean > LINE_CONTRAST ? found : undefined;
}

/** Mean colour of a box given in measures. */
function meanColor(
  picture: Float32Array,
  { size, channels }: PictureShape,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number[] {
  const scale = size / MEASURE_SIDE;
  const sums = new Array<number>(channels).fill(0);
  let count = 0;
  for (let row = top * scale; row < bottom * scale; row++) {
    for (let column = left * scale; column < right * scale; column++) {
      count++;
      for (let c = 0; c < channels; c++) sums[c] += picture[(row * size + column) * channels + c];
    }
  }
  return sums.map((sum) => sum / count);
}
