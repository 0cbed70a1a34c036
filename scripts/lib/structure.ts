/** Counts what `npm run structure` bounds, in any tree that has `src` and docs/architecture.md. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parseSync } from "vite";
import { circlesOf, type ImportGraph, readImports } from "./imports";

/** One number, and what it comes from. */
export interface Count {
  readonly value: number;
  /** Lines for people: the largest first, or what is wrong. */
  readonly details: readonly string[];
  /** What keeps the number from being valid, such as a file named in docs/architecture.md that does not exist. */
  readonly faults: readonly string[];
}

const ARCHITECTURE = "docs/architecture.md";
const OPERATIONS = "src/runtime/api/operations.ts";
const ENGINE = "src/runtime/";
/** How many of the largest are listed. */
const LISTED = 3;

/** Circles of imports, types included. */
export function circularImports(graph: ImportGraph): Count {
  const circles = circlesOf(graph);
  return { value: circles.length, details: circles.map((circle) => circle.join(" -> ")), faults: [] };
}

/** Files in one folder of `src`, without those of its subfolders. */
export function largestFolder(root: string): Count {
  const counts = new Map<string, number>();
  for (const entry of readdirSync(`${root}/src`, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const folder = entry.parentPath.slice(root.length + 1).replaceAll("\\", "/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return largest(counts);
}

/** Lines of one source file. */
export function longestFile(root: string, { files }: ImportGraph): Count {
  const lines = (file: string) => readFileSync(`${root}/${file}`, "utf8").split("\n").length - 1;
  return largest(new Map(files.map((file) => [file, lines(file)])));
}

function largest(counts: ReadonlyMap<string, number>): Count {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const details = sorted.slice(0, LISTED).map(([name, count]) => `${count} ${name}`);
  return { value: sorted[0]?.[1] ?? 0, details, faults: [] };
}

/**
 * The files of one way through the code, from the numbered list under a heading of docs/architecture.md. Every path in backticks that
 * begins with `src/` is one step. A step is valid where
 * - the file before it imports it; or
 * - one of the two is a table, marked by `(table)` after its path, and either imports the other: the step stands in the table; or
 * - it was named before: the answer to a call returns to its caller. It counts once.
 */
export function filesOfWay(root: string, heading: string, { imports }: ImportGraph): Count {
  const faults: string[] = [];
  const text = existsSync(`${root}/${ARCHITECTURE}`) ? readFileSync(`${root}/${ARCHITECTURE}`, "utf8") : "";
  const steps = stepsUnder(text, heading);
  if (steps.length === 0) faults.push(`${ARCHITECTURE} has no numbered list of files under "## ${heading}"`);
  const hasImport = (from: string, to: string) =>
    imports.some((each) => each.from === from && each.to === to);
  const named = new Set<string>();
  steps.forEach((step, at) => {
    const before = steps[at - 1];
    const isReturn = named.has(step.file);
    named.add(step.file);
    if (!existsSync(`${root}/${step.file}`)) faults.push(`${step.file} does not exist`);
    else if (before && !isReturn && !hasImport(before.file, step.file)) {
      const standsInTable = (before.isTable || step.isTable) && hasImport(step.file, before.file);
      if (!standsInTable) faults.push(`${before.file} does not import ${step.file}`);
    }
  });
  return { value: named.size, details: [...named], faults };
}

interface Step {
  readonly file: string;
  readonly isTable: boolean;
}

function stepsUnder(text: string, heading: string): Step[] {
  const sections = text.split(/^## /m);
  const section = sections.find((part) => part.split("\n", 1)[0].trim() === heading) ?? "";
  // An item continues in indented lines.
  const items = section.match(/^\d+\. .*(?:\n[ \t]+\S.*)*/gm) ?? [];
  return items.flatMap((item) =>
    [...item.matchAll(/`(src\/[^`]+)`(\s+\(table\))?/g)].map(([, file, table]) => ({
      file,
      isTable: table !== undefined,
    })),
  );
}

/**
 * For the engine's operation that is named in most files: how many files of `src/runtime` name it, apart from its implementation and
 * its callers. Names are the keys of the tables `…_OPERATIONS` in src/runtime/api/operations.ts. A file names an operation where an
 * identifier or a string of its code equals the name. Its implementation is the one file whose class has a method of that name. A
 * caller is a file that only calls it (`engine.name(…)`).
 */
export function operationFiles(root: string, { files }: ImportGraph): Count {
  if (!files.includes(OPERATIONS)) return { value: 0, details: [], faults: [`${OPERATIONS} does not exist`] };
  const engine = files.filter((file) => file.startsWith(ENGINE));
  const trees = new Map(engine.map((file) => [file, parse(`${root}/${file}`)]));
  const names = namesIn(trees.get(OPERATIONS) as Node);
  const faults = names.length === 0 ? [`${OPERATIONS} has no table of operations`] : [];
  const counts = names.map((name) => {
    const uses = engine.map((file) => ({ file, use: useOf(trees.get(file) as Node, name) }));
    const implementations = uses.filter(({ use }) => use === "implements");
    if (implementations.length !== 1) {
      faults.push(`${name} has ${implementations.length} implementations in ${ENGINE}, not one`);
    }
    return { name, naming: uses.filter(({ use }) => use === "names").map(({ file }) => file) };
  });
  counts.sort((a, b) => b.naming.length - a.naming.length);
  const details = counts.map(({ name, naming }) => `${naming.length} ${name}: ${naming.join(", ")}`);
  return { value: counts[0]?.naming.length ?? 0, details, faults };
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

function parse(path: string): Node {
  return parseSync(path, readFileSync(path, "utf8")).program as unknown as Node;
}

function namesIn(tree: Node): string[] {
  const names: string[] = [];
  walk(tree, (node) => {
    const { id, init } = node as { id?: Node; init?: Node };
    if (node.type !== "VariableDeclarator" || !/_OPERATIONS$/.test(String(id?.name))) return;
    // Behind `as const` or `satisfies` stands the object itself.
    let table = init;
    while (table && table.type !== "ObjectExpression") table = table.expression as Node | undefined;
    for (const property of (table?.properties ?? []) as Node[]) {
      const name = nameOf(property.key as Node | undefined);
      if (name !== undefined) names.push(name);
    }
  });
  return names;
}

/** How a file uses a name: `undefined` where it does not, or only calls it. */
function useOf(tree: Node, name: string): "implements" | "names" | undefined {
  const called = new Set<Node>();
  let [isImplemented, isNamed] = [false, false];
  walk(tree, (node) => {
    const callee = node.type === "CallExpression" ? (node.callee as Node) : undefined;
    if (callee?.type === "MemberExpression") called.add(callee.property as Node);
    const isMethod = node.type === "MethodDefinition" || node.type === "PropertyDefinition";
    if (isMethod && nameOf(node.key as Node) === name) isImplemented = true;
    if (nameOf(node) === name && !called.has(node)) isNamed = true;
  });
  if (isImplemented) return "implements";
  return isNamed ? "names" : undefined;
}

/** What an identifier or a string says. */
function nameOf(node: Node | undefined): string | undefined {
  if (node?.type === "Identifier") return String(node.name);
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** Visits a node before those in it. */
function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === "object" && "type" in child) walk(child as Node, visit);
    }
  }
}

export type Name =
  | "circularImports"
  | "largestFolder"
  | "longestFile"
  | "sliderFiles"
  | "hoverFiles"
  | "operationFiles"
  | "fileToImage";

/**
 * All counts of a tree.
 * @param root folder that holds `src`
 */
export function measureStructure(root: string): Readonly<Record<Name, Count>> {
  const graph = readImports(root);
  return {
    circularImports: circularImports(graph),
    largestFolder: largestFolder(root),
    longestFile: longestFile(root, graph),
    sliderFiles: filesOfWay(root, "From slider to pixel", graph),
    hoverFiles: filesOfWay(root, "From pointer to cell", graph),
    operationFiles: operationFiles(root, graph),
    fileToImage: filesOfWay(root, "From file to image", graph),
  };
}
