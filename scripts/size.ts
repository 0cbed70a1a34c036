/**
 * `npm run size`: how many bytes of code a visitor loads, gzipped, from the site built into `dist/`. With `--json` one JSON line for
 * each part, with its files. Fails when a part is above its bound or missing. Run `npm run build` first.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { BACKENDS, type BackendName } from "../src/runtime/api/types";
import { projectPath } from "../test/support/files";
import { type ChunkGraph, fullClosure, readChunks, staticClosure } from "./lib/chunks";

/**
 * The most that each part may have, in bytes after gzip: about a tenth above what was measured when it was last looked at, but for
 * the element that shows a still, whose bound is an aim.
 */
const BOUNDS = {
  /** `index.html` and what it loads before it runs. */
  "app, first load": 160_000,
  /** All scripts and styles that the page can come to load, but for the backends and the viewer. */
  "app, all": 400_000,
  /** What plays a tour, and where one is written; loaded when opened. */
  tours: 7_900,
  /** The presenter's view; loaded when it is opened. */
  presenter: 5_300,
  /** What a step of a tour that asks for a prediction loads, with the summary of the answers. */
  predictions: 5_000,
  /** The handout with its QR code; loaded when it is printed. */
  printing: 8_000,
  /** The whole matrix as an image, loaded when the tab it stands in is opened. */
  matrix: 6_000,
  /** The worker that reads a person's own generator, but for TensorFlow.js on WASM, which it loads for statistics of a batch. */
  importing: 98_000,
  /** What that worker loads for other formats than safetensors and PyTorch's present one, for shards and for archives, each when it is met. */
  "importing, other formats": 12_000,
  /** Names of ImageNet's classes, which it loads for a generator of a thousand classes. */
  "importing, class names": 15_000,
  /** The service worker, with the list of the files that it keeps. */
  offline: 20_000,
  /** The script inside of a page saved for offline use, fetched when the first one is saved. */
  viewer: 72_000,
  /** All scripts and styles of `learn.html`, but for the backends. */
  "learning, all": 262_000,
  /** All scripts and styles of `atlas.html`, but for the backends. */
  "atlas, all": 295_000,
  /** All scripts and styles of `compare.html`, but for the backends. */
  "compare, all": 295_000,
  /** What a backend adds to the worker; WASM with both of its binaries, of which a browser fetches one. */
  webgpu: 102_000,
  webgl: 115_000,
  wasm: 337_000,
  cpu: 59_000,
  /** `sagan-lens.js` and what it imports statically: all that an element with a still needs. */
  "element, still": 60_000,
  /** All scripts that the element can come to load, but for the engines. */
  "element, all": 81_000,
  /** An engine of the element: one worker with its backend; with both binaries for WASM, of which a browser fetches one. */
  "element engine, webgpu": 170_000,
  "element engine, webgl": 186_000,
  "element engine, wasm": 406_000,
  "element engine, cpu": 129_000,
};
type Part = keyof typeof BOUNDS;

const PAGE = "index.html";
const SERVICE_WORKER = "sw.js";
const ELEMENT = "sagan-lens.js";
const LEARNING = "learn.html";
const COMPARING = "compare.html";
const ATLAS = "atlas.html";
const MANY_OPERATIONS = 20;
/** The player of tours, its texts and styles. */
const TOURS = /\/(?:tour|Tour)[^/]*\.(?:js|css)$/;
/** The presenter's view, its texts and styles. */
const PRESENTER = /\/[pP]resenter[^/]*\.(?:js|css)$/;
/** The question of a step, its texts and styles. */
const PREDICTIONS = /\/(?:prediction|Prediction)[^/]*\.(?:js|css)$/;
/** The handout, its texts and styles. */
const PRINTING = /\/[hH]andout[^/]*\.(?:js|css)$/;
/** The fold of the whole matrix, its texts and styles. */
const MATRIX = /\/(?:matrix|Matrix)[^/]*\.(?:js|css)$/;
/** The list in the package that it comes from. */
const CLASS_NAMES = /\/imagenet_classes-[^/]*\.js$/;
/** Readers that are loaded when a file of their kind is met. */
const OTHER_FORMATS = /\/(?:archive|described|hdf|npz|sharded|torch-legacy)-[^/]*\.js$/;

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const folder = projectPath("dist");
if (!existsSync(`${folder}/${PAGE}`)) {
  console.error("There is no built site in dist/. Run npm run build first.");
  process.exit(1);
}

const graph = readChunks(folder);
const text = (file: string) => readFileSync(`${folder}/${file}`, "utf8");
const gzipped = (file: string) => gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length;

let failed = false;
const parts = partsOf(graph);
for (const [part, bound] of Object.entries(BOUNDS) as [Part, number][]) {
  const files = parts[part];
  if (!files) {
    failed = true;
    console.error(`${part}: its file is missing in dist/.`);
    continue;
  }
  const bytes = files.reduce((sum, file) => sum + gzipped(file), 0);
  if (values.json) console.log(JSON.stringify({ part, bytes, bound, files }));
  else {
    const numbers = [bytes, bound].map((count) => count.toLocaleString("en").padStart(9));
    console.log(`${part.padEnd(16)} ${numbers[0]} bytes of ${numbers[1]}  ${files.length} files`);
  }
  if (bytes <= bound) continue;
  failed = true;
  console.error(`${part} has ${bytes} bytes gzipped, above its bound of ${bound} in scripts/size.ts.`);
}
process.exit(failed ? 1 : 0);

/** The files of each part; `undefined` where the site lacks it. */
function partsOf(chunks: ChunkGraph): Readonly<Record<Part, readonly string[] | undefined>> {
  const app = codeOf(chunks, PAGE);
  const viewer = app.rest.filter((file) => file.includes("still-viewer"));
  const importing = importingOf(chunks, app.rest);
  const apart = new Set([...viewer, ...(importing ?? []), SERVICE_WORKER]);
  const element = chunks.has(ELEMENT) ? [...fullClosure(chunks, ELEMENT)] : undefined;
  const engine = (name: BackendName) =>
    element?.filter(
      (file) => file.includes(`engine.worker-${name}-`) || (name === "wasm" && file.endsWith(".wasm")),
    );
  const engines = Object.fromEntries(
    BACKENDS.map((name) => [`element engine, ${name}` as const, engine(name)]),
  ) as Record<`element engine, ${BackendName}`, readonly string[] | undefined>;
  const ofEngines = new Set(Object.values(engines).flatMap((files) => files ?? []));
  return {
    ...app.backends,
    ...engines,
    "app, first load": [...staticClosure(chunks, PAGE)],
    tours: app.rest.filter((file) => TOURS.test(file)),
    "app, all": app.rest.filter(
      (file) =>
        !apart.has(file) &&
        ![TOURS, PRESENTER, PREDICTIONS, PRINTING, MATRIX].some((part) => part.test(file)),
    ),
    presenter: app.rest.filter((file) => PRESENTER.test(file)),
    predictions: app.rest.filter((file) => PREDICTIONS.test(file)),
    printing: app.rest.filter((file) => PRINTING.test(file)),
    matrix: app.rest.filter((file) => MATRIX.test(file)),
    importing: importing?.filter(
      (file) => !registers(file, "wasm") && !OTHER_FORMATS.test(file) && !CLASS_NAMES.test(file),
    ),
    "importing, other formats": importing?.filter((file) => OTHER_FORMATS.test(file)),
    "importing, class names": importing?.filter((file) => CLASS_NAMES.test(file)),
    offline: chunks.has(SERVICE_WORKER) ? [SERVICE_WORKER] : undefined,
    viewer: viewer.length > 0 ? viewer : undefined,
    "learning, all": pageOf(chunks, LEARNING),
    "atlas, all": pageOf(chunks, ATLAS),
    "compare, all": pageOf(chunks, COMPARING),
    "element, still": element && [...staticClosure(chunks, ELEMENT)],
    "element, all": element?.filter((file) => !ofEngines.has(file)),
  };
}

/** All that a page can come to load, but for the backends. */
function pageOf(chunks: ChunkGraph, page: string): readonly string[] | undefined {
  return chunks.has(page) ? codeOf(chunks, page).rest.filter((file) => file !== SERVICE_WORKER) : undefined;
}

/** What is loaded by the worker of imports alone: bundlers give each worker files of its own. */
function importingOf(chunks: ChunkGraph, app: readonly string[]): readonly string[] | undefined {
  const worker = app.find((name) => /(?:^|\/)import\.worker[^/]*\.js$/.test(name));
  if (worker === undefined) return undefined;
  return [...fullClosure(chunks, worker)].filter((name) => name.endsWith(".js"));
}

interface Code {
  readonly backends: Readonly<Record<BackendName, readonly string[] | undefined>>;
  /** All but the backends. */
  readonly rest: readonly string[];
}

/** All that a file can come to load. */
function codeOf(chunks: ChunkGraph, file: string): Code {
  const all = [...fullClosure(chunks, file)];
  const worker = all.find((name) => /(?:^|\/)(?:engine|training)\.worker[^/]*\.js$/.test(name));
  const inWorker = worker ? staticClosure(chunks, worker) : new Set<string>();
  const own = (name: BackendName) => {
    const entry = all.find((chunk) => registers(chunk, name));
    // Kernels of our own are loaded beside their backend alone, as its binaries are.
    const beside = all.filter(
      (chunk) => chunk.includes(`${name}-kernels`) || (name === "wasm" && chunk.endsWith(".wasm")),
    );
    return entry && [...[...staticClosure(chunks, entry)].filter((chunk) => !inWorker.has(chunk)), ...beside];
  };
  const backends = Object.fromEntries(BACKENDS.map((name) => [name, own(name)])) as Code["backends"];
  const ofBackends = new Set(Object.values(backends).flatMap((files) => files ?? []));
  return { backends, rest: all.filter((name) => !ofBackends.has(name)) };
}

/** Whether a chunk is that of a backend, which registers over a hundred operations in its name. */
function registers(chunk: string, name: BackendName): boolean {
  const operations = new RegExp(`backendName:\\s*["'\`]${name}["'\`]`, "g");
  return chunk.endsWith(".js") && (text(chunk).match(operations)?.length ?? 0) > MANY_OPERATIONS;
}
