/** The counts of `npm run structure`, on a small tree made for the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { measureStructure, type Name } from "../../scripts/lib/structure";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "structure-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const TREE = {
  "docs/architecture.md": `# Architecture

## From slider to pixel

1. \`src/ui/Slider.tsx\` is dragged.
2. \`src/viewer/model.ts\` makes a request of it, after
   a look at \`src/viewer/controls.ts\` (table).
3. \`src/runtime/api/operations.ts\` (table) says how it is sent.
4. \`src/runtime/jobs/core.ts\` computes.
5. \`src/viewer/model.ts\` gets the answer.

## From pointer to cell

1. \`src/ui/Slider.tsx\`

## From file to image

1. \`src/ui/Slider.tsx\`
2. \`src/viewer/model.ts\`
`,
  "src/ui/Slider.tsx":
    'import { model } from "../viewer/model";\nexport const Slider = () => <i>{model}</i>;\n',
  "src/ui/slider.css": "i {}\n",
  "src/viewer/model.ts":
    'import { CONTROLS } from "./controls";\nimport { OPERATIONS } from "./late";\nexport const model = [CONTROLS, OPERATIONS];\n',
  "src/viewer/controls.ts":
    'import { ENGINE_OPERATIONS } from "../runtime/api/operations";\nexport const CONTROLS = ENGINE_OPERATIONS;\n',
  "src/viewer/late.ts": "export const OPERATIONS = 1;\n\n\n\n",
  "src/runtime/api/operations.ts":
    'export const ENGINE_OPERATIONS = { generate: { policy: "newest" }, "measure": {} } as const satisfies object;\n',
  "src/runtime/jobs/core.ts":
    'import type { ENGINE_OPERATIONS } from "../api/operations";\nexport class Core {\n  tables?: typeof ENGINE_OPERATIONS;\n  generate() { return this.measure(); }\n  measure() { return "generate"; }\n}\n',
  // A call and a comment that says generate; "measure" as a string.
  "src/runtime/jobs/caller.ts":
    'export const call = (core: { run(): void }) => core.run();\nexport const ask = (x: unknown) => (x as { a: Any }).a.generate();\nexport type Any = never;\nexport const NAME = "measure";\n',
} as const;

function write(changes: Readonly<Record<string, string>> = {}): void {
  for (const [file, text] of Object.entries({ ...TREE, ...changes })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

const valuesOf = (counts: ReturnType<typeof measureStructure>) =>
  Object.fromEntries(Object.entries(counts).map(([name, { value }]) => [name, value]));
const faultsOf = (name: Name) => measureStructure(root)[name].faults;

test("a tree without faults is counted", () => {
  write();
  const counts = measureStructure(root);
  expect(valuesOf(counts)).toEqual({
    circularImports: 0,
    // Styles are files, too; subfolders are folders of their own.
    largestFolder: 3,
    longestFile: 6,
    // The viewer's model, named twice, counts once.
    sliderFiles: 5,
    hoverFiles: 1,
    fileToImage: 2,
    // The table and the string; neither the class with the method nor a call.
    operationFiles: 2,
  });
  expect(Object.values(counts).flatMap(({ faults }) => faults)).toEqual([]);
  expect(counts.operationFiles.details).toEqual([
    "2 measure: src/runtime/api/operations.ts, src/runtime/jobs/caller.ts",
    "1 generate: src/runtime/api/operations.ts",
  ]);
});

test("circles count once each, types included", () => {
  write({
    "src/viewer/late.ts":
      'import type { Any } from "../runtime/jobs/caller";\nimport type { model } from "./model";\nexport const OPERATIONS = 1 as Any | typeof model;\n',
  });
  expect(measureStructure(root).circularImports).toMatchObject({
    value: 1,
    details: ["src/viewer/model.ts -> src/viewer/late.ts -> src/viewer/model.ts"],
  });
});

test("a way whose files do not import each other is a fault", () => {
  const way = (...files: string[]) => ({
    "docs/architecture.md": `## From pointer to cell\n\n${files.map((file, at) => `${at + 1}. ${file}`).join("\n")}\n`,
  });
  write(way("`src/ui/Slider.tsx`", "`src/viewer/late.ts`"));
  expect(faultsOf("hoverFiles")).toEqual(["src/ui/Slider.tsx does not import src/viewer/late.ts"]);
  // Against the direction of the import, only a table leads on.
  write(way("`src/viewer/model.ts`", "`src/ui/Slider.tsx`"));
  expect(faultsOf("hoverFiles")).toEqual(["src/viewer/model.ts does not import src/ui/Slider.tsx"]);
  write(way("`src/viewer/model.ts` (table)", "`src/ui/Slider.tsx`"));
  expect(faultsOf("hoverFiles")).toEqual([]);
  // A table leads only to what stands in it.
  write(way("`src/viewer/late.ts` (table)", "`src/ui/Slider.tsx`"));
  expect(faultsOf("hoverFiles")).toEqual(["src/viewer/late.ts does not import src/ui/Slider.tsx"]);
  write(way("`src/ui/Gone.tsx`"));
  expect(faultsOf("hoverFiles")).toEqual(["src/ui/Gone.tsx does not exist"]);
  expect(faultsOf("sliderFiles")).toEqual([
    'docs/architecture.md has no numbered list of files under "## From slider to pixel"',
  ]);
});

test("an operation needs a table and one implementation", () => {
  write({
    "src/runtime/jobs/core.ts":
      'import "../api/operations";\nexport class Core {\n  generate = () => 1;\n}\n',
  });
  expect(faultsOf("operationFiles")).toEqual(["measure has 0 implementations in src/runtime/, not one"]);
  write({ "src/runtime/api/operations.ts": "export const OTHER = {};\n" });
  expect(faultsOf("operationFiles")).toEqual(["src/runtime/api/operations.ts has no table of operations"]);
  rmSync(join(root, "src/runtime/api/operations.ts"));
  expect(faultsOf("operationFiles")).toEqual(["src/runtime/api/operations.ts does not exist"]);
});
