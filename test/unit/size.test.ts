/** Which files of a built site load which: what the bounds on sizes are measured with. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChunkGraph, fullClosure, readChunks, staticClosure } from "../../scripts/lib/chunks";

const SITE = {
  "index.html":
    '<link rel="icon" href="./icon.svg"><script type="module" src="./assets/index-1.js"></script><link rel="stylesheet" href="./assets/index-2.css">',
  "assets/index-1.js":
    'import{a}from"./shared-3.js";export*from"./again-4.js";const x=()=>import("./late-5.js");new Worker(new URL("engine.worker-6.js",import.meta.url));',
  "assets/index-2.css": "a{}",
  "assets/shared-3.js": 'import"./again-4.js";export const a="shared-3.js is no import of its own";',
  "assets/again-4.js": "export{}",
  "assets/late-5.js": "const deps=[`./late-7.css`];import(`./again-4.js`);",
  "assets/engine.worker-6.js": 'const b=""+new URL("kernel-8.wasm",import.meta.url).href;',
  "assets/late-7.css": "b{}",
  "assets/kernel-8.wasm": "",
  // A build of its own beside the site, with a worker of the same name.
  "part.js": 'new Worker(new URL("part/engine.worker-6.js",import.meta.url));',
  "part/engine.worker-6.js": 'const b=new URL("kernel-8.wasm",import.meta.url);',
  "part/kernel-8.wasm": "",
  "assets/alone-9.js": "// import './index-1.js'",
  "models/a/model.json": "{}",
};

let folder: string;
let graph: ChunkGraph;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "site-"));
  for (const [file, text] of Object.entries(SITE)) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  graph = readChunks(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = (files: ReadonlySet<string>) => [...files].map((file) => file.replace("assets/", "")).sort();

test("a page loads its scripts and styles and what they import statically before it runs", () => {
  expect(names(staticClosure(graph, "index.html"))).toEqual([
    "again-4.js",
    "index-1.js",
    "index-2.css",
    "index.html",
    "shared-3.js",
  ]);
});

test("it may come to load dynamic imports, workers, binaries and late styles; nothing else, and no data", () => {
  const all = names(fullClosure(graph, "index.html"));
  expect(all).toContain("late-7.css");
  expect(all).toContain("kernel-8.wasm");
  expect(all).not.toContain("alone-9.js");
  expect(all).toHaveLength(9);
  expect(graph.has("models/a/model.json")).toBe(false);
  expect(names(fullClosure(graph, "assets/alone-9.js"))).toEqual(["alone-9.js"]);
});

test("files of the same name in two builds are kept apart", () => {
  expect(names(fullClosure(graph, "part.js"))).toEqual([
    "part.js",
    "part/engine.worker-6.js",
    "part/kernel-8.wasm",
  ]);
  expect([...fullClosure(graph, "index.html")].filter((file) => file.startsWith("part"))).toEqual([]);
});
