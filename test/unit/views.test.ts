/** Everything that is made of rows of beta, against the whole matrix written out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { attentionColumn } from "../../src/attention/column";
import { cellsOfKey, distancesFrom, longestDistance, neighbours } from "../../src/attention/geometry";
import { cellCount, type KeyIndex, type QueryIndex } from "../../src/attention/grid";
import { maskOf } from "../../src/attention/intervention";
import { meanQuery, partRow, scoreSpread, totalVariation } from "../../src/attention/parts";
import { RegionMean } from "../../src/attention/region";
import { attentionRow } from "../../src/attention/row";
import type { AttentionSite } from "../../src/attention/site";
import { summarizeRow } from "../../src/attention/summary";
import { topKeys, topMass } from "../../src/attention/top";
import { anySite, siteOf, wholeSummary } from "../support/sites";

/** beta, row by row. */
function rowsOf(site: AttentionSite): Float32Array[] {
  return Array.from({ length: cellCount(site.queryGrid) }, (_, j) => attentionRow(site, j as QueryIndex));
}

const sumOf = (row: Float32Array) => row.reduce((total, weight) => total + weight, 0);

/** A site with some keys masked, never all of them. */
const maskedSite = anySite.chain((site) => {
  const count = cellCount(site.keyGrid);
  return fc
    .uniqueArray(fc.nat({ max: count - 1 }), { maxLength: count - 1 })
    .map((masked) => ({ plain: site, masked, site: { ...site, keyMask: maskOf(masked, count) } }));
});

test("rows sum to 1 under any temperature and mask; masked keys get exactly 0 and the rest renormalise", () => {
  fc.assert(
    fc.property(maskedSite, ({ plain, masked, site }) => {
      const before = rowsOf(plain);
      rowsOf(site).forEach((row, j) => {
        expect(sumOf(row)).toBeCloseTo(1, 5);
        for (const key of masked) expect(row[key]).toBe(0);
        const left = before[j].map((weight, key) => (masked.includes(key) ? 0 : weight));
        const total = sumOf(left);
        // Where hardly anything is left, its digits are gone.
        if (total > 1e-3)
          row.forEach((weight, key) => {
            expect(weight).toBeCloseTo(left[key] / total, 4);
          });
      });
    }),
  );
});

test("a high temperature flattens every row, a low one sharpens it", () => {
  fc.assert(
    fc.property(anySite, (site) => {
      const entropies = [0.5, 1, 2].map((temperature) =>
        rowsOf({ ...site, temperature }).map((row) => summarizeRow(row).entropy),
      );
      entropies[0].forEach((cold, j) => {
        expect(cold).toBeLessThanOrEqual(entropies[1][j] + 1e-4);
        expect(entropies[1][j]).toBeLessThanOrEqual(entropies[2][j] + 1e-4);
      });
    }),
  );
});

test("columns, sums, mean row and the numbers of each query are those of the whole matrix", () => {
  fc.assert(
    fc.property(maskedSite, ({ site }) => {
      const rows = rowsOf(site);
      const summary = wholeSummary(site);
      const keys = cellCount(site.keyGrid);
      for (let i = 0; i < keys; i++) {
        const column = attentionColumn(site, summary.logNormalisers, i as KeyIndex);
        column.forEach((weight, j) => {
          expect(weight).toBeCloseTo(rows[j][i], 5);
        });
        expect(summary.received[i]).toBeCloseTo(sumOf(column), 4);
        expect(summary.meanRow[i]).toBeCloseTo(sumOf(column) / rows.length, 5);
      }
      expect(sumOf(summary.received)).toBeCloseTo(rows.length, 3);
      rows.forEach((row, j) => {
        const { entropy, maxWeight } = summarizeRow(row);
        expect(summary.entropy[j]).toBeCloseTo(entropy, 4);
        expect(summary.largest[j]).toBeCloseTo(maxWeight, 6);
        const distances = distancesFrom(site, j, new Float32Array(keys));
        expect(summary.distance[j]).toBeCloseTo(
          row.reduce((sum, weight, i) => sum + weight * distances[i], 0),
          4,
        );
        expect(summary.distance[j]).toBeLessThanOrEqual(longestDistance(site) + 1e-5);
        const near = neighbours(site, j).reduce((sum, key) => sum + row[key], 0);
        expect(summary.neighbourhood[j]).toBeCloseTo(near, 5);
        expect(summary.dependence[j]).toBeCloseTo(totalVariation(row, summary.meanRow), 4);
      });
    }),
  );
});

test("progress grows from block to block and ends below 1", () => {
  const side = 64;
  const grid = { width: side, height: side };
  const features = Array.from({ length: side * side }, (_, at) => Math.sin(at));
  const site = siteOf({ queryGrid: grid, keyGrid: grid, depth: 1, queries: features, keys: features });
  const shares: number[] = [];
  wholeSummary(site, (share) => shares.push(share));
  expect(shares.length).toBeGreaterThan(20);
  expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

test("the mean row of a region is the mean of its rows, and of all queries the mean row", () => {
  fc.assert(
    fc.property(
      maskedSite,
      fc.array(fc.array(fc.nat(), { minLength: 1 }), { minLength: 1, maxLength: 6 }),
      ({ site }, wishes) => {
        const rows = rowsOf(site);
        const region = new RegionMean(site);
        const check = (queries: number[]) => {
          const mean = region.of(queries);
          mean.forEach((weight, i) => {
            const wanted = queries.reduce((sum, j) => sum + rows[j][i], 0) / queries.length;
            expect(weight).toBeCloseTo(wanted, 5);
          });
        };
        // Growing, shrinking and jumping: only what changed is computed.
        for (const wish of wishes) check([...new Set(wish.map((query) => query % rows.length))]);
        check(rows.map((_, j) => j));
        const all = region.of(rows.map((_, j) => j));
        wholeSummary(site).meanRow.forEach((weight, i) => {
          expect(all[i]).toBeCloseTo(weight, 5);
        });
      },
    ),
  );
  const site = siteOf({
    queryGrid: { width: 2, height: 1 },
    keyGrid: { width: 2, height: 1 },
    depth: 1,
    queries: [0, 1],
    keys: [0, 1],
  });
  expect(() => new RegionMean(site).of([])).toThrow(RangeError);
});

test("pairwise and unary part multiply to the row; the unary one is the same for every query", () => {
  fc.assert(
    fc.property(maskedSite, ({ site }) => {
      const mean = meanQuery(site);
      rowsOf(site).forEach((row, j) => {
        const pairwise = partRow(site, mean, j as QueryIndex, "pairwise");
        const unary = partRow(site, mean, j as QueryIndex, "unary");
        expect(unary).toEqual(partRow(site, mean, 0 as QueryIndex, "unary"));
        expect(partRow(site, mean, j as QueryIndex, "beta")).toEqual(row);
        for (const part of [pairwise, unary]) expect(sumOf(part)).toBeCloseTo(1, 5);
        const product = pairwise.map((weight, i) => weight * unary[i]);
        const total = sumOf(product);
        if (total > 1e-3)
          row.forEach((weight, i) => {
            expect(weight).toBeCloseTo(product[i] / total, 4);
          });
      });
    }),
  );
});

test("queries that are all alike have no pairwise part", () => {
  const grid = { width: 2, height: 1 };
  const site = siteOf({
    queryGrid: grid,
    keyGrid: grid,
    depth: 2,
    queries: [1, 2, 1, 2],
    keys: [1, 0, 0, 1],
  });
  const mean = meanQuery(site);
  expect(Array.from(mean)).toEqual([1, 2]);
  expect(scoreSpread(site, mean, 0 as QueryIndex, "pairwise")).toBe(0);
  expect(scoreSpread(site, mean, 0 as QueryIndex, "unary")).toBe(0.5);
  for (const dependence of wholeSummary(site).dependence) expect(dependence).toBeCloseTo(0, 6);
});

test("every query cell belongs to one key, and a pooled key lies in the middle of its patch", () => {
  fc.assert(
    fc.property(anySite, (site) => {
      const cells = Array.from({ length: cellCount(site.keyGrid) }, (_, key) => cellsOfKey(site, key));
      expect(cells.flat().sort((a, b) => a - b)).toEqual(
        Array.from({ length: cellCount(site.queryGrid) }, (_, j) => j),
      );
      cells.forEach((patch, key) => {
        const middle = patch.map((cell) => [
          cell % site.queryGrid.width,
          Math.floor(cell / site.queryGrid.width),
        ]);
        const [x, y] = [0, 1].map((axis) => middle.reduce((sum, at) => sum + at[axis], 0) / patch.length);
        for (const query of patch) {
          const distance = distancesFrom(site, query, new Float32Array(cells.length))[key];
          const own = [query % site.queryGrid.width, Math.floor(query / site.queryGrid.width)];
          expect(distance).toBeCloseTo(Math.hypot(own[0] - x, own[1] - y), 5);
          expect(neighbours(site, query)).toContain(key);
        }
      });
    }),
  );
});

test("the heaviest keys come in order, and the outline holds the fewest that reach the share", () => {
  fc.assert(
    fc.property(anySite, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (site, share) => {
      const row = attentionRow(site, 0 as QueryIndex);
      const sorted = Array.from(row).sort((a, b) => b - a);
      expect(topKeys(row, 5).map(({ weight }) => weight)).toEqual(
        sorted.slice(0, 5).filter((weight) => weight > 0),
      );
      const inside = row.filter((_, i) => topMass(row, share)[i]);
      expect(sumOf(inside)).toBeGreaterThanOrEqual(share * sumOf(row) - 1e-6);
      // Without its lightest key it would hold too little.
      expect(sumOf(inside) - Math.min(...inside)).toBeLessThan(share * sumOf(row) + 1e-6);
      expect(Math.min(...inside)).toBe(sorted[inside.length - 1]);
    }),
  );
});
