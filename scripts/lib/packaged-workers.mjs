/**
 * The workers of the package, each as one file with all that it needs, and the WASM binaries beside them. Bundlers of pages that use the
 * package copy a file that is named by `new URL("./…", import.meta.url)`, under another name, and look at nothing that it imports:
 * of a worker in several files they would bring the first alone.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "vite";
import { inProject, ROOT } from "./run.mjs";

const { resolve } = createRequire(import.meta.url);
const NOTHING = inProject("scripts/lib/nothing.mjs");
const PREFIX = "virtual:packaged/";
/**
 * What Vite wraps imports on demand in, to fetch styles and further chunks ahead. The package has none, and other bundlers cannot follow the
 * addresses that it computes.
 */
const PRELOAD = "\0vite/preload-helper.js";
const NO_PRELOAD = "export const __vitePreload = (load) => load();";
const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"];

/** Workers by their names: where each begins, and for an engine's its backend. @type {Record<string, [string, string?]>} */
const WORKERS = {
  "summary.worker": ["src/runtime/jobs/summary.worker.ts"],
  ...Object.fromEntries(
    BACKENDS.map((name) => [`engine.worker-${name}`, ["src/runtime/jobs/engine.worker.ts", name]]),
  ),
};

/** Built once for all builds of this process. @type {Map<string, Promise<string | Uint8Array>>} */
const contents = new Map();

/**
 * @param {string} folder of these files, relative to the build's
 * @returns {import("vite").Plugin}
 */
export function packagedWorkers(folder) {
  return {
    name: "packaged-workers",
    enforce: "pre",
    resolveId(id) {
      if (id.startsWith(PREFIX)) return `\0${id}`;
      return /(?:^|\/)worker-files$/.test(id) ? inProject("src/runtime/jobs/packaged-workers.ts") : undefined;
    },
    async load(id) {
      if (id === PRELOAD) return NO_PRELOAD;
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const name = id.slice(PREFIX.length + 1);
      const source = await contentOf(name);
      const hash = createHash("sha256").update(source).digest("base64url").slice(0, 8);
      const file = `${name}-${hash}${name in WORKERS ? ".js" : ".wasm"}`;
      const reference = this.emitFile({ type: "asset", fileName: `${folder}/${file}`, source });
      return `export default { file: ${JSON.stringify(file)}, address: import.meta.ROLLUP_FILE_URL_${reference} };`;
    },
    // With a dot in front, which some bundlers need to see that it is a file.
    resolveFileUrl: ({ relativePath }) =>
      `new URL(${JSON.stringify(relativePath.replace(/^(?!\.)/, "./"))}, import.meta.url).href`,
  };
}

/** @param {string} name */
function contentOf(name) {
  const known = contents.get(name) ?? (name in WORKERS ? workerScript(...WORKERS[name]) : binary(name));
  contents.set(name, known);
  return known;
}

/** @param {string} name */
async function binary(name) {
  return readFileSync(resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`));
}

/**
 * @param {string} entry
 * @param {string} [backend] the others are left out
 * @returns {Promise<string>}
 */
async function workerScript(entry, backend) {
  const others = BACKENDS.filter((name) => backend !== undefined && name !== backend);
  const built = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [
      { name: "no-preload", enforce: "pre", load: (id) => (id === PRELOAD ? NO_PRELOAD : undefined) },
    ],
    resolve: {
      alias: [
        {
          find: /^.*\/wasm-addresses$/,
          replacement: inProject("src/runtime/backends/packaged-wasm-addresses.ts"),
        },
        ...others.map((name) => ({
          find: new RegExp(`^@tensorflow/tfjs-backend-${name}$`),
          replacement: NOTHING,
        })),
      ],
    },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      chunkSizeWarningLimit: 1024,
      rolldownOptions: {
        input: inProject(entry),
        output: { format: "es", codeSplitting: false },
        checks: { pluginTimings: false },
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [script, ...more] = outputs;
  if (script?.type !== "chunk" || more.length > 0 || script.imports.length > 0) {
    const names = outputs.map(({ fileName }) => fileName).join(", ");
    throw new Error(`A worker of the package must be one script, but ${entry} came out as: ${names}.`);
  }
  return script.code;
}
