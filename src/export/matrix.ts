/** The whole matrix of a site as a file, row by row: it is never held but in the file's own form. */
import { cellCount, type QueryIndex } from "../attention/grid";
import { attentionRow } from "../attention/row";
import type { AttentionSite } from "../attention/site";
import { matrixHead, matrixLine } from "./csv";
import { npyFile } from "./npy";

export const TABLE_FORMATS = ["csv", "npy"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/**
 * Beta of a site, [N, M], as the parts of a file. Yields the share done, 0 to 1, so that a caller can report, pause and stop.
 * @param format `csv`: a line for each query; `npy`: float32, [N, M]
 */
export function* matrixFile(
  site: AttentionSite,
  format: TableFormat,
): Generator<number, readonly (string | Uint8Array<ArrayBuffer>)[]> {
  const n = cellCount(site.queryGrid);
  const m = cellCount(site.keyGrid);
  const row = new Float32Array(m);
  if (format === "csv") {
    const lines = [matrixHead(m)];
    for (let j = 0; j < n; j++) {
      lines.push(matrixLine(j, attentionRow(site, j as QueryIndex, row)));
      yield (j + 1) / n;
    }
    return lines;
  }
  const all = new Float32Array(n * m);
  for (let j = 0; j < n; j++) {
    all.set(attentionRow(site, j as QueryIndex, row), j * m);
    yield (j + 1) / n;
  }
  return [npyFile(all, [n, m])];
}
