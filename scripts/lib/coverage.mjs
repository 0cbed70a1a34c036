/** Line coverage by folder of `src`, from the summary that Vitest writes. */

/**
 * @typedef {{ lines: { total: number, covered: number } }} FileCoverage
 * @param {Record<string, FileCoverage>} summary by absolute path, and the sum as `total`
 * @param {string} root the project's folder, with a slash at the end
 * @returns {string[]} a line for each folder and one for all
 */
export function coverageLines(summary, root) {
  /** @type {Map<string, { total: number, covered: number }>} */
  const folders = new Map();
  for (const [path, { lines }] of Object.entries(summary)) {
    const parts = path.slice(root.length).replaceAll("\\", "/").split("/");
    const folder = path === "total" ? "all of src" : parts.length > 2 ? `${parts[0]}/${parts[1]}` : parts[0];
    const sum = folders.get(folder) ?? { total: 0, covered: 0 };
    folders.set(folder, { total: sum.total + lines.total, covered: sum.covered + lines.covered });
  }
  return [...folders]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([folder, { total, covered }]) => {
      const share = total === 0 ? 100 : (100 * covered) / total;
      return `${folder.padEnd(16)} ${share.toFixed(1).padStart(5)} % of ${total} lines`;
    });
}
