/** The imports of a source tree, types included, read with the parser that Vite brings. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "vite";

export interface Import {
  readonly from: string;
  /** What it names: a file of the tree where there is one, otherwise a path below the tree's folder, or a package. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Whether it takes types only. */
  readonly isType: boolean;
  readonly line: number;
}

/** Files of code and what each imports, by paths relative to the tree's folder, such as `src/ui/App.tsx`. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly imports: readonly Import[];
}

const SOURCE = /\.tsx?$/;
const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];
const TYPE_IMPORT = /\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

/**
 * Static and dynamic imports, re-exports, `import("…")` as a type, and workers (`…?worker`).
 * @param root folder that holds `src`
 */
export function readImports(root: string): ImportGraph {
  const files = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" })
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .filter((name) => SOURCE.test(name))
    .sort();
  const known = new Set(files);
  const imports = files.flatMap((file) => importsOf(file, readFileSync(`${root}/${file}`, "utf8"), known));
  return { files, imports };
}

function importsOf(file: string, code: string, known: ReadonlySet<string>): Import[] {
  const { module, comments } = parseSync(file, code);
  const found: { specifier: string; isType: boolean; at: number }[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const isType = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push({ specifier: moduleRequest.value, isType, at: moduleRequest.start });
  }
  for (const { entries, start } of module.staticExports) {
    const specifier = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
    if (specifier === undefined) continue;
    found.push({ specifier, isType: entries.every((entry) => entry.isType), at: start });
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = /^["'`]([^"'`$]+)["'`]$/.exec(code.slice(moduleRequest.start, moduleRequest.end));
    if (text) found.push({ specifier: text[1], isType: false, at: moduleRequest.start });
  }
  const isComment = (at: number) => comments.some(({ start, end }) => start <= at && at < end);
  const isDynamic = (at: number) => module.dynamicImports.some(({ start }) => start === at);
  for (const { 1: specifier, index } of code.matchAll(TYPE_IMPORT)) {
    if (!isComment(index) && !isDynamic(index)) found.push({ specifier, isType: true, at: index });
  }
  return found.map(({ specifier, isType, at }) => {
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? specifier : resolve(file, specifier, known);
    return { from: file, to, isPackage, isType, line: code.slice(0, at).split("\n").length };
  });
}

function resolve(file: string, specifier: string, known: ReadonlySet<string>): string {
  const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ""));
  const ending = ENDINGS.find((end) => known.has(path + end));
  return ending === undefined ? path : path + ending;
}

/** Groups of files that import each other in a circle, each as one circle: its first file stands at the end again. */
export function circlesOf({ files, imports }: ImportGraph): readonly (readonly string[])[] {
  const next = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { from, to } of imports) if (next.has(to)) next.get(from)?.push(to);
  return groupsOf(next).map((group) => shortestCircle(group, next));
}

type Edges = ReadonlyMap<string, readonly string[]>;

/** Strongly connected groups of more than one file, or of one that imports itself (Tarjan). */
function groupsOf(edges: Edges): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    stack.push(file);
    let low = own;
    for (const to of edges.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (stack.includes(to)) low = Math.min(low, order.get(to) ?? own);
    }
    lowest.set(file, low);
    if (low === own) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || edges.get(file)?.includes(file)) groups.push(group);
    }
    return low;
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return groups;
}

function shortestCircle(group: readonly string[], edges: Edges): string[] {
  const [start] = group;
  const paths: string[][] = [[start]];
  for (const path of paths) {
    for (const to of edges.get(path[path.length - 1]) ?? []) {
      if (to === start) return [...path, start];
      if (group.includes(to) && !paths.some((other) => other.includes(to))) paths.push([...path, to]);
    }
  }
  return [start];
}
