/** The lint rules keep the import directions: each forbidden import, written out, is refused, and each allowed one passes. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "../support/files";

/** What each room may import, besides packages. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  attention: [],
  latent: [],
  importing: ["model"],
  locales: ["model"],
  model: ["attention"],
  network: ["model", "attention"],
  runtime: ["model", "importing", "network", "learning", "attention", "latent"],
  learning: ["model", "attention", "latent"],
  state: ["model", "attention", "latent", "importing", "runtime", "record"],
  render: ["attention"],
  record: ["model"],
  export: ["attention", "render"],
  offline: ["model", "locales"],
  ui: [
    "attention",
    "latent",
    "importing",
    "locales",
    "model",
    "runtime",
    "state",
    "render",
    "record",
    "element",
    "export",
    "learning",
    "offline",
  ],
  cli: ["attention", "latent", "importing", "locales", "model", "runtime", "state", "render", "export"],
  element: [
    "attention",
    "latent",
    "locales",
    "model",
    "runtime",
    "state",
    "render",
    "record",
    "ui",
    "export",
    "learning",
    "offline",
  ],
  article: ["attention", "locales", "render", "element", "offline"],
};
const ROOMS = Object.keys(ALLOWED);
/** The command line is started by `bin/` alone: no room could gain by importing it. */
const IMPORTED = ROOMS.filter((room) => room !== "cli");
const TENSORFLOW = ["network", "runtime", "learning"];
const REACT = ["ui", "element"];

interface Case {
  readonly file: string;
  readonly allowed: boolean;
}

let folder: string;
const cases: Case[] = [];
let refused: Set<string>;

function write(room: string, name: string, code: string, allowed: boolean): void {
  const file = `src/${room}/${name}.ts`;
  mkdirSync(join(folder, "src", room), { recursive: true });
  writeFileSync(join(folder, file), code);
  cases.push({ file, allowed });
}

/** Static, re-exported and dynamic imports of one module; all must fare alike. */
function writeAll(room: string, name: string, module: string, allowed: boolean): void {
  write(room, `${name}-static`, `import { x } from "${module}";\nexport const y = x;\n`, allowed);
  write(room, `${name}-type`, `import type { X } from "${module}";\nexport type Y = X;\n`, allowed);
  write(room, `${name}-export`, `export { x } from "${module}";\n`, allowed);
  write(room, `${name}-dynamic`, `export const y = () => import("${module}");\n`, allowed);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "import-directions-"));
  cpSync(projectPath("biome.json"), join(folder, "biome.json"));
  for (const room of ROOMS) {
    for (const other of IMPORTED) {
      if (other === room) continue;
      const allowed = ALLOWED[room].includes(other);
      writeAll(room, `to-${other}`, `../${other}/thing`, allowed);
    }
    writeAll(room, "to-tensorflow", "@tensorflow/tfjs-core", TENSORFLOW.includes(room));
    writeAll(room, "to-react", "react", REACT.includes(room));
    writeAll(room, "to-itself", "./thing", true);
  }
  // Of state, the article may know which languages there are.
  writeAll("article", "to-languages", "../state/navigation/languages", true);
  const biome = projectPath("node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(
    process.execPath,
    [biome, "lint", "--only=style/noRestrictedImports", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  const report = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  refused = new Set(report.diagnostics.map(({ location }) => location.path.replaceAll("\\", "/")));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every forbidden import is refused and every allowed one passes", () => {
  expect(cases.filter(({ allowed }) => !allowed).length).toBeGreaterThan(100);
  const wrong = cases.filter(({ file, allowed }) => refused.has(file) === allowed);
  expect(wrong).toEqual([]);
});

/** All source files below a folder of the project. */
function sources(relative: string): string[] {
  return readdirSync(projectPath(relative), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${relative}/${name}`);
}

/** Imports and re-exports from runtime that carry values, which no lint rule tells from types. */
function valueImportsOfRuntime(code: string): string[] {
  const statement = /(?:^|\n)\s*(import|export)\s(?!type\b)[^;]*?["'][^"']*\/runtime\/[^"']*["']/g;
  const dynamic = /import\(\s*["'][^"']*\/runtime\/[^"']*["']/g;
  return [...code.matchAll(statement), ...code.matchAll(dynamic)].map(([text]) => text.trim());
}

test("ui takes only types from runtime", () => {
  expect(valueImportsOfRuntime('import { createEngine } from "../runtime/engine";')).toHaveLength(1);
  expect(valueImportsOfRuntime('const e = await import("../runtime/engine");')).toHaveLength(1);
  expect(valueImportsOfRuntime('import type { Engine } from "../runtime/engine";')).toHaveLength(0);
  const found = sources("src/ui").flatMap((file) =>
    valueImportsOfRuntime(readFileSync(projectPath(file), "utf8")).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
