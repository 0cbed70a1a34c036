/** `npm run lint` checks the directions of imports: each forbidden import, written out, is reported, and each allowed one passes. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "../support/files";

/** What each folder may import of the others. Written out a second time, so that a rule cannot be loosened by mistake. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  attention: [],
  latent: [],
  importing: ["model"],
  locales: ["model"],
  model: ["attention"],
  network: ["model", "attention"],
  runtime: ["model", "importing", "network", "learning", "attention", "latent"],
  learning: ["model", "attention", "latent"],
  viewer: ["model", "attention", "latent"],
  state: ["model", "attention", "latent", "importing", "runtime", "record", "viewer"],
  render: ["attention"],
  record: ["model"],
  export: ["attention", "render"],
  offline: ["model", "locales"],
  ui: [
    ...["attention", "latent", "importing", "locales", "model", "state", "render", "record", "element"],
    ...["export", "learning", "offline", "viewer"],
  ],
  cli: [...["attention", "latent", "importing", "locales", "model", "runtime", "viewer", "render", "export"]],
  element: [
    ...["attention", "latent", "locales", "model", "runtime", "viewer", "render", "export", "offline"],
  ],
  article: ["attention", "locales", "render", "element", "offline"],
};
const FOLDERS = Object.keys(ALLOWED);
const TENSORFLOW = ["network", "runtime", "learning"];
const REACT = ["ui"];
const STORE = ["state", "ui"];

interface Case {
  /** A line with one import, such as `src/ui/to-model.ts:3`. */
  readonly place: string;
  readonly allowed: boolean;
}

interface Finding {
  readonly from?: string;
  readonly line?: number;
  readonly circle?: readonly string[];
}

let folder: string;
const cases: Case[] = [];
let reported: Set<string>;

function write(file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), code);
}

/** Writes a file of which each line has one import, all of them allowed or none. */
function writeCases(file: string, lines: readonly string[], allowed: boolean): void {
  write(file, lines.join("\n"));
  cases.push(...lines.map((_, at) => ({ place: `${file}:${at + 1}`, allowed })));
}

/** Every way to import values of one module; all must be treated alike. */
function writeValues(place: string, name: string, module: string, allowed: boolean): void {
  const lines = [
    `import { x } from "${module}";`,
    `import { type X1, x1 } from "${module}";`,
    `export { x2 } from "${module}";`,
    `export * from "${module}";`,
    `import "${module}";`,
    `export const y = () => import("${module}");`,
  ];
  writeCases(`src/${place}/${name}-values.ts`, lines, allowed);
}

/** Every way to import types of one module. */
function writeTypes(place: string, name: string, module: string, allowed: boolean): void {
  const lines = [
    `import type { X } from "${module}";`,
    `import { type X1 } from "${module}";`,
    `export type { X2 } from "${module}";`,
    `export type Y = import("${module}").X;`,
  ];
  writeCases(`src/${place}/${name}-types.tsx`, lines, allowed);
}

function writeAll(place: string, name: string, module: string, allowed: boolean): void {
  writeValues(place, name, module, allowed);
  writeTypes(place, name, module, allowed);
}

function lint(root: string): { readonly findings: readonly Finding[]; readonly status: number | null } {
  const script = projectPath("scripts/lint-imports.ts");
  const tsx = projectPath("node_modules/tsx/dist/cli.mjs");
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsx, script, "--json", "--root", root], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (stderr) throw new Error(stderr);
  const lines = stdout.split("\n").filter(Boolean);
  return { findings: lines.map((line) => JSON.parse(line) as Finding), status };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "import-directions-"));
  for (const own of FOLDERS) {
    for (const other of FOLDERS) {
      // What each may take from runtime is more than yes or no: below.
      if (other === own || (other === "runtime" && ["ui", "viewer"].includes(own))) continue;
      writeAll(own, `to-${other}`, `../${other}/thing`, ALLOWED[own].includes(other));
    }
    writeAll(own, "to-tensorflow", "@tensorflow/tfjs-core", TENSORFLOW.includes(own));
    writeAll(own, "to-react", "react", REACT.includes(own));
    writeAll(own, "to-react-dom", "react-dom/client", REACT.includes(own));
    writeAll(own, "to-zustand", "zustand/vanilla", STORE.includes(own));
    writeAll(own, "to-itself", "./thing", true);
    writeAll(own, "to-entry", "../main", false);
    writeAll(own, "to-outside", "../../scripts/thing", false);
    writeAll(
      `${own}/deep`,
      "to-attention",
      "../../attention/rows",
      own === "attention" || ALLOWED[own].includes("attention"),
    );
  }
  // The interface and the viewer know the engine by its types.
  writeValues("ui", "to-runtime", "../runtime/api/engine", false);
  writeTypes("ui", "to-runtime", "../runtime/api/engine", true);
  writeValues("viewer", "to-runtime", "../runtime/api/engine", false);
  writeTypes("viewer", "to-runtime", "../runtime/api/engine", true);
  writeAll("viewer", "to-jobs", "../runtime/jobs/summarizer", false);
  // Of runtime, recording takes how a worker is started; of state, the article takes which languages there are.
  writeAll("record", "to-rpc", "../runtime/rpc/start-worker", true);
  writeAll("article", "to-languages", "../state/navigation/languages", true);
  writeAll("article", "to-navigation", "../state/navigation/link", false);
  writeCases("src/ui/worker.ts", ['export { default } from "../runtime/jobs/a.worker?worker&url";'], false);
  // Entries put everything together.
  writeCases("src/main.tsx", ['import "react";', 'import "./ui/thing";', 'import "./state/thing";'], true);
  // Words in a comment are no import.
  writeCases("src/latent/comment.ts", ['/** As import("../model/errors") says. */'], true);
  reported = new Set(lint(folder).findings.map(({ from, line }) => `${from}:${line}`));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every forbidden import is reported and every allowed one passes", () => {
  expect(cases.filter(({ allowed }) => !allowed).length).toBeGreaterThan(1000);
  expect(cases.filter(({ allowed }) => allowed).length).toBeGreaterThan(500);
  const wrong = cases.filter(({ place, allowed }) => reported.has(place) === allowed);
  expect(wrong).toEqual([]);
});

test("circular imports are reported, types and workers included, each circle once", () => {
  const root = mkdtempSync(join(tmpdir(), "circular-imports-"));
  const tree = {
    // Three files, one way of which is a type.
    "src/ui/a.ts": 'import { b } from "./b";\nexport const a = b;\nexport interface A {}\n',
    "src/ui/b.ts": 'import { c } from "./c";\nexport const b = c;\n',
    "src/ui/c.tsx": 'import type { A } from "./a";\nexport const c = 1 as A;\n',
    // A worker and its client.
    "src/runtime/client.ts":
      'import url from "./a.worker?worker&url";\nexport const x = url;\nexport type M = 1;\n',
    "src/runtime/a.worker.ts": 'import type { M } from "./client";\nexport const m: M = 1;\n',
    // Two that lead to one are no circle.
    "src/model/one.ts": 'import "./two";\nimport "./three";\n',
    "src/model/two.ts": 'import "./three";\n',
    "src/model/three.ts": "export {};\n",
  };
  try {
    for (const [file, code] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), code);
    }
    const { findings, status } = lint(root);
    const circles = findings.map(({ circle }) => new Set(circle));
    expect(circles).toHaveLength(2);
    expect(circles).toContainEqual(new Set(["src/ui/a.ts", "src/ui/b.ts", "src/ui/c.tsx"]));
    expect(circles).toContainEqual(new Set(["src/runtime/client.ts", "src/runtime/a.worker.ts"]));
    expect(status).toBe(1);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test("a folder without a rule is an error", () => {
  const root = mkdtempSync(join(tmpdir(), "unknown-folder-"));
  try {
    mkdirSync(join(root, "src/new"), { recursive: true });
    writeFileSync(join(root, "src/new/a.ts"), "export {};\n");
    expect(() => lint(root)).toThrow(/src\/new/);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
