/**
 * The part of `npm run lint` that looks at imports: which way they go (dependency-rules.mjs), and that none are circular, types
 * included. With `--root DIR` another tree's `src` is looked at, with `--json` each finding is one JSON line.
 */
import { parseArgs } from "node:util";
import { projectPath } from "../test/support/files";
import { findForbiddenImports } from "./lib/import-rules";
import { circlesOf, readImports } from "./lib/imports";

const { values } = parseArgs({
  options: { root: { type: "string", default: projectPath(".") }, json: { type: "boolean", default: false } },
});
const graph = readImports(values.root);
const forbidden = findForbiddenImports(graph);
const circles = circlesOf(graph);
if (values.json) {
  for (const finding of forbidden) console.log(JSON.stringify(finding));
  for (const circle of circles) console.log(JSON.stringify({ circle }));
} else {
  for (const { from, line, to, reason } of forbidden)
    console.log(`${from}:${line} imports ${to}: ${reason}.`);
  for (const circle of circles) console.log(`Circular imports: ${circle.join(" -> ")}`);
  console.log(
    `${graph.files.length} files, ${graph.imports.length} imports, ${forbidden.length + circles.length} findings`,
  );
}
process.exitCode = forbidden.length + circles.length > 0 ? 1 : 0;
