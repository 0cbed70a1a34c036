/** A few rows on the backend that stand for all rows shown so far: their leading principal components. See `principal.ts`. */
import {
  concat,
  matMul,
  mean,
  mul,
  slice,
  sub,
  type Tensor2D,
  tensor2d,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { readBack } from "../tensors/read-back";
import { type Components, leadingOf, trace } from "./principal";

/** Mean row of a group, [1, features + entries], and of how many rows. */
interface GroupMean {
  readonly mean: Tensor2D;
  readonly count: number;
}

/**
 * Rows are a latent's features and, after them, its entries. Only features count for the components; the entries are added up
 * in the same way, so that in the end they can be regressed without another pass. Rows come in groups, and the mean of each
 * group is taken off. Dispose it when done.
 */
export class RowSketch {
  readonly #features: number;
  readonly #most: number;
  /** [kept, features + entries] */
  #rows: Tensor2D | undefined;
  #squares = new Float64Array();
  #total = 0;
  #group: GroupMean | undefined;

  /**
   * @param features how many numbers of a row count
   * @param most rows of the sketch
   */
  constructor(features: number, most: number) {
    this.#features = features;
    this.#most = most;
  }

  /** Rows from now on have a mean of their own. */
  beginGroup(): void {
    this.#group?.mean.dispose();
    this.#group = undefined;
  }

  /**
   * Adds rows to the group. Must not be called again before it is done.
   * @param make gives [count, features + entries]; run inside `tidy`
   * @returns whether all numbers are finite; the sketch is of no use where they are not
   */
  async add(make: () => Tensor2D): Promise<boolean> {
    const stacked = tidy(() => {
      const { stack, group } = this.#stackOn(make());
      const features = slice(stack, [0, 0], [-1, this.#features]);
      // Transposed first: a transposed operand inside matMul is four times slower on the WASM backend.
      return { stack, mean: group.mean, count: group.count, gram: matMul(features, transpose(features)) };
    });
    this.beginGroup();
    this.#group = { mean: stacked.mean, count: stacked.count };
    this.#replace(stacked.stack);
    const gram = await readBack(stacked.gram);
    const [rows] = stacked.stack.shape;
    const added = trace(gram, rows, this.#squares.length);
    if (!Number.isFinite(trace(gram, rows))) return false;
    this.#total += added;
    const { combination, squares } = leadingOf(gram, rows, this.#most);
    this.#replace(tidy(() => matMul(tensor2d(combination, [squares.length, rows]), stacked.stack)));
    this.#squares = Float64Array.from(squares);
    return true;
  }

  async components(): Promise<Components> {
    const rows = this.#rows;
    if (!rows) return { latents: new Float32Array(), squares: this.#squares, total: 0 };
    const latents = await readBack(tidy(() => slice(rows, [0, this.#features], [-1, -1])));
    return { latents, squares: this.#squares, total: this.#total };
  }

  dispose(): void {
    this.beginGroup();
    this.#replace(undefined);
  }

  /** The sketch, the rows without their own mean, and what their mean and that of the group so far add to the scatter. */
  #stackOn(rows: Tensor2D): { stack: Tensor2D; group: GroupMean } {
    const own = mean(rows, 0, true) as Tensor2D;
    const [count] = rows.shape;
    const parts = [...(this.#rows ? [this.#rows] : []), sub(rows, own) as Tensor2D];
    const before = this.#group;
    if (!before) return { stack: concat(parts, 0), group: { mean: own, count } };
    const all = before.count + count;
    const away = sub(own, before.mean);
    // Ross et al. 2008, section 3.1, lemma 1.
    parts.push(mul(away, Math.sqrt((before.count * count) / all)) as Tensor2D);
    return { stack: concat(parts, 0), group: { mean: sub(own, mul(away, before.count / all)), count: all } };
  }

  #replace(rows: Tensor2D | undefined): void {
    this.#rows?.dispose();
    this.#rows = rows;
  }
}
