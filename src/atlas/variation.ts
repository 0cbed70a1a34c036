/**
 * The second pass over the seeds: how far rows lie from the mean rows of all seeds, which are known only after the first.
 *
 * The three figures of the layer depend on the seeds also through the means m_j and m. For their intervals each seed has therefore its
 * influence (infinitesimal jackknife, Efron 1982): its own total variation and the derivative along the change that it makes to the means.
 * For position, which has no other part, that derivative takes all rows; for content and total, whose part is smaller, at most 64
 * rows spread over the grid.
 */
import { cellCount } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { EXTREMES, Ranking } from "./extremes";
import { meanOfRows, positionMap } from "./mean-rows";
import { rowIn, rowsIn } from "./row-blocks";
import { RowReader } from "./row-reader";
import type { RowSums } from "./row-sums";

/** Rows from which the influence on content and total through the means is computed, at most. */
const PROBES = 64;

/** For each seed a number whose mean over the seeds is the figure. */
export interface Influences {
  readonly position: readonly number[];
  readonly content: readonly number[];
  readonly total: readonly number[];
}

export class Variation {
  readonly #sums: RowSums;
  /** m, [M]. */
  readonly mean: Float64Array;
  /** TV(m_j, m), [N]. */
  readonly position: Float64Array;
  /** Mean over j of sign(m_ji - m_i), [M]. */
  readonly #meanSigns: Float64Array;
  readonly #probes: readonly number[];
  readonly #probeReader = new RowReader();
  /** Sums over `prepare`d seeds of sign(beta_ji - m_ji), [probes, M], and of sign(beta_ji - m_i), [M]. */
  readonly #ownSigns: Float32Array;
  readonly #allSigns: Float64Array;
  #prepared = 0;
  readonly #content: Float64Array;
  readonly #total: Float64Array;
  readonly #influences = { position: [] as number[], content: [] as number[], total: [] as number[] };
  /** For each seed in the order added, the mean over j of TV(beta_j, m_j), and of TV(beta_j, m). */
  readonly seedContent: number[] = [];
  readonly seedTotal: number[] = [];
  readonly #typical: Ranking;
  readonly #unusual: Ranking;

  /** @param sums of the first pass, complete for the seeds that are added here */
  constructor(sums: RowSums) {
    const { rows: n, columns: m } = sums.means;
    this.#sums = sums;
    this.mean = meanOfRows(sums.means);
    this.position = positionMap(sums.means, this.mean);
    this.#meanSigns = meanSigns(sums, this.mean);
    const step = Math.ceil(n / PROBES);
    const probes = Array.from({ length: Math.ceil(n / step) }, (_, at) => at * step + (at % step));
    this.#probes = probes.filter((j) => j < n);
    this.#ownSigns = new Float32Array(this.#probes.length * m);
    this.#allSigns = new Float64Array(m);
    this.#content = new Float64Array(n);
    this.#total = new Float64Array(n);
    const count = Math.min(EXTREMES, sums.count);
    this.#typical = new Ranking(n, count, "smallest");
    this.#unusual = new Ranking(n, count, "largest");
  }

  /** Averages the signs over one more seed: before the first `add`, over all seeds or as many as are at hand. */
  prepare(site: AttentionSite): void {
    const m = cellCount(site.keyGrid);
    const { mean } = this;
    const allSigns = this.#allSigns;
    this.#prepared++;
    for (const { first, count, rows } of this.#probeReader.blocks(this.#probesOf(site))) {
      for (let at = 0; at < count; at++) {
        const own = rowIn(this.#sums.means, this.#probes[first + at]);
        const signs = this.#ownSigns.subarray((first + at) * m, (first + at + 1) * m);
        for (let i = 0, place = at * m; i < m; i++, place++) {
          const weight = rows[place];
          signs[i] += sign(weight, own[i]);
          allSigns[i] += sign(weight, mean[i]);
        }
      }
    }
  }

  /** A site whose queries are the probes alone. */
  #probesOf(site: AttentionSite): AttentionSite {
    const { depth, queries } = site;
    const few = new Float32Array(this.#probes.length * depth);
    this.#probes.forEach((j, probe) => {
      few.set(queries.subarray(j * depth, (j + 1) * depth), probe * depth);
    });
    return { ...site, queryGrid: { width: this.#probes.length, height: 1 }, queries: few };
  }

  /** Adds the rows of one seed of the first pass. Yields the share of them done. */
  *add(seed: number, site: AttentionSite): Generator<number, void> {
    const { rows: n, columns: m } = this.#sums.means;
    const sums = { content: 0, total: 0, position: 0, throughOwn: 0, throughAll: 0 };
    const allSigns = this.#allSigns;
    let probe = 0;
    const comparison = { mean: this.mean, signs: this.#meanSigns };
    for (const block of this.#sums.reader.blocks(site, comparison)) {
      const { first, count, rows } = block;
      const means = rowsIn(this.#sums.means, first, count);
      const compared = block.compare(means);
      for (let at = 0; at < count; at++) {
        const j = first + at;
        const own = compared[3 * at] / 2;
        const all = compared[3 * at + 1] / 2;
        this.#content[j] += own;
        this.#total[j] += all;
        this.#typical.add(j, seed, own);
        this.#unusual.add(j, seed, own);
        sums.content += own;
        sums.total += all;
        sums.position += compared[3 * at + 2];
        if (this.#probes[probe] === j) {
          const ownSigns = this.#ownSigns.subarray(probe * m, (probe + 1) * m);
          let throughOwn = 0;
          let throughAll = 0;
          for (let i = 0, place = at * m; i < m; i++, place++) {
            const change = rows[place] - means[place];
            throughOwn += ownSigns[i] * change;
            throughAll += allSigns[i] * change;
          }
          sums.throughOwn += throughOwn;
          sums.throughAll += throughAll;
          probe++;
        }
      }
      yield (first + count) / n;
    }
    const { length: probes } = this.#probes;
    // With nothing prepared nothing is known of this part.
    const seeds = Math.max(1, this.#prepared);
    this.seedContent.push(sums.content / n);
    this.seedTotal.push(sums.total / n);
    this.#influences.position.push(sums.position / (2 * n));
    this.#influences.content.push(sums.content / n - sums.throughOwn / (2 * seeds * probes));
    this.#influences.total.push(sums.total / n - sums.throughAll / (2 * seeds * probes * probes));
  }

  /** Mean over the seeds of TV(beta_j, m_j), [N]. */
  get content(): Float64Array {
    return this.#content.map((sum) => sum / this.seedContent.length);
  }

  /** Mean over the seeds of TV(beta_j, m), [N]. */
  get total(): Float64Array {
    return this.#total.map((sum) => sum / this.seedContent.length);
  }

  /** Its numbers of position have the mean of the position itself. */
  get influences(): Influences {
    const { content, total } = this.#influences;
    const value = this.position.reduce((sum, one) => sum + one, 0) / this.position.length;
    return { position: this.#influences.position.map((change) => value + change), content, total };
  }

  get typical() {
    return this.#typical.get();
  }

  get unusual() {
    return this.#unusual.get();
  }
}

/** Of a - b; without a call, as it is taken of many. */
const sign = (a: number, b: number) => (a > b ? 1 : 0) - (a < b ? 1 : 0);

function meanSigns({ means }: RowSums, mean: Float64Array): Float64Array {
  const sums = new Float64Array(mean.length);
  for (let j = 0; j < means.rows; j++) {
    const row = rowIn(means, j);
    for (let i = 0; i < row.length; i++) sums[i] += sign(row[i], mean[i]);
  }
  return sums.map((sum) => sum / means.rows);
}
