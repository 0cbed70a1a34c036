/** Which files of a built site load which others, read from the files themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseAst } from "vite";

/** What one file names. Paths are relative to the site's folder. */
interface References {
  /** Loaded before the file runs: imports, and a page's scripts and styles. */
  readonly static: readonly string[];
  /** All that it names: imports at any time, workers, binaries. */
  readonly all: readonly string[];
}

/** Files of code by their path, and what each names. */
export type ChunkGraph = ReadonlyMap<string, References>;

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const CODE = /\.(?:js|css|wasm|html)$/;

/** Reads every script, style, binary and page below a folder; data (models, stills, images) is left out. */
export function readChunks(folder: string): ChunkGraph {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => CODE.test(name));
  return new Map(files.map((file) => [file, referencesOf(file, readFileSync(`${folder}/${file}`), files)]));
}

/** The files that a file makes load before it runs, itself first. */
export function staticClosure(graph: ChunkGraph, file: string): ReadonlySet<string> {
  return closure(graph, file, "static");
}

/** The files that a file may ever load, itself first. */
export function fullClosure(graph: ChunkGraph, file: string): ReadonlySet<string> {
  return closure(graph, file, "all");
}

function closure(graph: ChunkGraph, file: string, kind: keyof References): ReadonlySet<string> {
  const reached = new Set([file]);
  for (const from of reached) for (const to of graph.get(from)?.[kind] ?? []) reached.add(to);
  return reached;
}

function referencesOf(file: string, bytes: Buffer, files: readonly string[]): References {
  const there = (names: readonly string[]) => [...new Set(names)].filter((name) => files.includes(name));
  const beside = (address: string) => posix.join(posix.dirname(file), address);
  if (file.endsWith(".html")) {
    const tags = bytes.toString().match(/<(?:script|link)\b[^>]*>/g) ?? [];
    const addresses = tags.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
    const loaded = there(addresses.map(beside));
    return { static: loaded, all: loaded };
  }
  // The service worker names the files that it keeps, and loads none of them.
  if (!file.endsWith(".js") || file === "sw.js") return { static: [], all: [] };
  /** Workers, binaries and what is fetched ahead are named from the file, from the site, or in a way that only their own name tells. */
  const filesNamed = (address: string): readonly string[] => {
    const exact = there([beside(address), posix.normalize(address.replace(/^\//, ""))]);
    const sameName = (other: string) => posix.basename(other) === posix.basename(address);
    return exact.length > 0 ? exact : files.filter(sameName);
  };
  const imports: string[] = [];
  const named: string[] = [];
  walk(parseAst(bytes.toString()) as unknown as Node, (node) => {
    const source = (node.source as Node | null | undefined)?.value;
    const isStatic = /^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type);
    if (isStatic && typeof source === "string") imports.push(beside(source));
    const text = textOf(node);
    if (text && CODE.test(text)) named.push(...filesNamed(text));
  });
  return { static: there(imports), all: there([...imports, ...named]) };
}

function textOf(node: Node): string | undefined {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateElement") return (node.value as { cooked: string | null }).cooked ?? undefined;
  return undefined;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === "object" && "type" in child) walk(child as Node, visit);
    }
  }
}
