/**
 * `npm run structure`: how the sources are put together, against bounds: circular imports, files in a folder, lines in a file, files on
 * the ways that docs/architecture.md lists, files that name one operation of the engine. With `--json` one JSON object. Fails above a
 * bound, and where a list in docs/architecture.md does not fit the code. scripts/lib/structure.ts defines each count.
 */
import { parseArgs } from "node:util";
import { projectPath } from "../test/support/files";
import { measureStructure, type Name } from "./lib/structure";

const BOUNDS = {
  circularImports: 0,
  largestFolder: 20,
  longestFile: 300,
  sliderFiles: 12,
  hoverFiles: 8,
  operationFiles: 2,
} satisfies Partial<Record<Name, number>>;

const { values } = parseArgs({
  options: { root: { type: "string", default: projectPath("") }, json: { type: "boolean", default: false } },
});
const counts = measureStructure(values.root.replace(/\/$/, ""));
let failed = false;
for (const [name, bound] of Object.entries(BOUNDS) as [keyof typeof BOUNDS, number][]) {
  const { value, details } = counts[name];
  if (value > bound) failed = true;
  if (values.json) continue;
  console.log(
    `${name.padEnd(16)} ${String(value).padStart(4)} of ${bound}${value > bound ? "  above the bound" : ""}`,
  );
  for (const line of details) console.log(`    ${line}`);
}
for (const { faults } of Object.values(counts)) {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) failed = true;
}
if (values.json) {
  const numbers = Object.keys(BOUNDS).map((name) => [name, counts[name as keyof typeof BOUNDS].value]);
  console.log(JSON.stringify(Object.fromEntries(numbers)));
}
process.exitCode = failed ? 1 : 0;
