/** Sites whose softmax runs over the queries of each key: columns of beta sum to 1, rows do not. Against the whole matrix written out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { attentionColumn } from "../../src/attention/column";
import { distancesFrom, neighbours } from "../../src/attention/geometry";
import { cellCount, type KeyIndex, type QueryIndex } from "../../src/attention/grid";
import { maskOf } from "../../src/attention/intervention";
import { keyNormalisersOf } from "../../src/attention/over-queries";
import { meanQuery, partRow, rowShares, scoreSpread, totalVariation } from "../../src/attention/parts";
import { RegionMean } from "../../src/attention/region";
import { attentionRow } from "../../src/attention/row";
import type { AttentionSite } from "../../src/attention/site";
import { summarizeRow } from "../../src/attention/summary";
import { readStill, type Still, writeStill } from "../../src/model/formats/still";
import { anySite, siteOf, wholeSummary } from "../support/sites";

const sumOf = (row: Float32Array) => row.reduce((total, weight) => total + weight, 0);

/** Any grid, depth and temperature, with some keys masked but never all of them. */
const anyOverQueries = anySite.chain((site) => {
  const count = cellCount(site.keyGrid);
  return fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: count - 1 }).map(
    (masked): AttentionSite => ({
      ...site,
      keyMask: maskOf(masked, count),
      keyLogSumExp: keyNormalisersOf(site),
    }),
  );
});

/** beta by its definition, row by row: exp(s_ij / T) / sum_j exp(s_ij / T), and 0 for masked keys. */
function betaOf({ queries, keys, depth, temperature, keyMask, ...grids }: AttentionSite): number[][] {
  const n = cellCount(grids.queryGrid);
  const m = cellCount(grids.keyGrid);
  const power = (j: number, i: number) => {
    let score = 0;
    for (let c = 0; c < depth; c++) score += queries[j * depth + c] * keys[i * depth + c];
    return score / temperature;
  };
  const columns = Array.from({ length: m }, (_, i) => {
    const scores = Array.from({ length: n }, (_, j) => power(j, i));
    const top = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - top));
    const sum = powers.reduce((total, value) => total + value, 0);
    return powers.map((value) => (keyMask?.[i] ? 0 : value / sum));
  });
  return Array.from({ length: n }, (_, j) => columns.map((column) => column[j]));
}

test("rows and columns are those of the definition; columns sum to 1, and masked ones are 0, under any temperature", () => {
  fc.assert(
    fc.property(anyOverQueries, (site) => {
      const beta = betaOf(site);
      beta.forEach((wanted, j) => {
        attentionRow(site, j as QueryIndex).forEach((weight, i) => {
          expect(weight).toBeCloseTo(wanted[i], 5);
        });
      });
      const { logNormalisers, received } = wholeSummary(site);
      received.forEach((sum, i) => {
        const column = attentionColumn(site, logNormalisers, i as KeyIndex);
        column.forEach((weight, j) => {
          expect(weight).toBeCloseTo(beta[j][i], 5);
        });
        expect(sumOf(column)).toBeCloseTo(site.keyMask?.[i] ? 0 : 1, 4);
        expect(sum).toBeCloseTo(site.keyMask?.[i] ? 0 : 1, 4);
      });
    }),
  );
});

test("entropy, distance, neighbourhood, mean row and dependence are those of rows divided by their sums; the largest weight is not", () => {
  fc.assert(
    fc.property(anyOverQueries, (site) => {
      const summary = wholeSummary(site);
      const beta = betaOf(site);
      const shares = beta.map((row) => {
        const sum = row.reduce((total, weight) => total + weight, 0);
        return row.map((weight) => weight / sum);
      });
      summary.meanRow.forEach((weight, i) => {
        const mean = shares.reduce((sum, row) => sum + row[i], 0) / shares.length;
        expect(weight).toBeCloseTo(mean, 5);
      });
      shares.forEach((share, j) => {
        const entropy = -share.reduce((sum, weight) => sum + (weight > 0 ? weight * Math.log(weight) : 0), 0);
        expect(summary.entropy[j]).toBeCloseTo(entropy, 4);
        const row = attentionRow(site, j as QueryIndex);
        const numbers = summarizeRow(row);
        expect(numbers.entropy).toBeCloseTo(entropy, 4);
        expect(numbers.entropy).toBeLessThanOrEqual(numbers.maxEntropy + 1e-5);
        expect(numbers.sum).toBeCloseTo(
          beta[j].reduce((sum, weight) => sum + weight, 0),
          4,
        );
        expect(summary.largest[j]).toBeCloseTo(Math.max(...beta[j]), 5);
        const distances = distancesFrom(site, j, new Float32Array(share.length));
        const travelled = share.reduce((sum, weight, i) => sum + weight * distances[i], 0);
        expect(summary.distance[j]).toBeCloseTo(travelled, 3);
        const near = neighbours(site, j).reduce((sum, key) => sum + share[key], 0);
        expect(summary.neighbourhood[j]).toBeCloseTo(near, 4);
        const away = totalVariation(rowShares(site, row), summary.meanRow);
        expect(summary.dependence[j]).toBeCloseTo(away, 4);
        expect(summary.dependence[j]).toBeLessThanOrEqual(1 + 1e-5);
      });
    }),
  );
});

test("the mean of a region is that of its rows as they are", () => {
  fc.assert(
    fc.property(anyOverQueries, (site) => {
      const beta = betaOf(site);
      const half = beta.map((_, j) => j).filter((j) => j % 2 === 0);
      new RegionMean(site).of(half).forEach((weight, i) => {
        expect(weight).toBeCloseTo(half.reduce((sum, j) => sum + beta[j][i], 0) / half.length, 5);
      });
    }),
  );
});

test("pairwise and unary part multiply to the row divided by its sum; the unary one takes the normalisers", () => {
  fc.assert(
    fc.property(anyOverQueries, (site) => {
      const mean = meanQuery(site);
      const query = (cellCount(site.queryGrid) - 1) as QueryIndex;
      const part = (which: "pairwise" | "unary" | "beta") => partRow(site, mean, query, which);
      expect(part("beta")).toEqual(attentionRow(site, query));
      const [pairwise, unary] = [part("pairwise"), part("unary")];
      expect(sumOf(pairwise)).toBeCloseTo(1, 4);
      expect(sumOf(unary)).toBeCloseTo(1, 4);
      const product = pairwise.map((weight, i) => weight * unary[i]);
      const total = sumOf(product);
      // Where hardly anything is left, its digits are gone.
      if (total < 1e-3) return;
      rowShares(site, part("beta")).forEach((weight, i) => {
        expect(weight).toBeCloseTo(product[i] / total, 3);
      });
      expect(scoreSpread(site, mean, query, "unary")).not.toBeNaN();
    }),
  );
});

const grid = { width: 2, height: 1 };
const plain = siteOf({ queryGrid: grid, keyGrid: grid, depth: 1, queries: [1, 2], keys: [3, -1] });
const site: AttentionSite = { ...plain, keyLogSumExp: keyNormalisersOf(plain) };
const still: Still = {
  provenance: { model: "m", weights: "w", seed: 1, psi: 1, classes: {}, query: { x: 0, y: 0 } },
  image: { size: 1, channels: 1, data: new Uint8Array([7]) },
  sites: [site, { ...plain, name: "g.other" }],
};

test("a still keeps what a softmax over the queries needs, and for its own site only", () => {
  const back = readStill(writeStill(still), "x");
  expect(back).toStrictEqual(still);
  expect(attentionRow(back.sites[0], 1 as QueryIndex)).toEqual(attentionRow(site, 1 as QueryIndex));
  expect(sumOf(attentionRow(back.sites[1], 1 as QueryIndex))).toBeCloseTo(1, 6);
});

test("a still whose normalisers are missing or of another number is refused", () => {
  const written = (keyLogSumExp: Float32Array) =>
    writeStill({ ...still, sites: [{ ...site, keyLogSumExp }] });
  expect(() => readStill(written(new Float32Array(1)), "x")).toThrow(/g\.attn\.n takes 4 bytes.*needs 8/);
  const other = Buffer.from(written(site.keyLogSumExp ?? new Float32Array())).toString("latin1");
  const without = Buffer.from(other.replace('"g.attn.n"', '"g.attn.m"'), "latin1");
  expect(() => readStill(new Uint8Array(without), "x")).toThrow(/still-malformed.*g\.attn\.n.*missing/);
});

test("a row without any weight has no entropy rather than none that is a number", () => {
  expect(summarizeRow(new Float32Array(4))).toMatchObject({ sum: 0, entropy: 0 });
});
