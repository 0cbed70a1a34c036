/** Builds the service worker, with the list of the site's files in it, beside the site (docs/decisions/0013-offline.md). */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { inProject, ROOT } from "./run.mjs";

/** Pages, code, images and tours of the site. Models and stills are kept when they are opened. */
const KEPT = /^(?:[^/]+\.(?:html|svg|png|webmanifest)|assets\/.+|tours\/.+\.json)$/;
/** Read by browsers without SIMD alone, which are older than what else the site needs. */
const LEFT_OUT = /tfjs-backend-wasm-(?!simd-)[^/]*\.wasm$/;
/** Names that change with the content. */
const HASHED = /^assets\//;

/** @param {string} name @param {Buffer} bytes */
function entry(name, bytes) {
  const hash = createHash("sha384").update(bytes).digest("base64");
  return { url: name, revision: HASHED.test(name) ? null : hash.slice(0, 16), integrity: `sha384-${hash}` };
}

/**
 * The files that a built site keeps for use without a network.
 * @param {string} folder
 */
export function siteFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => KEPT.test(name) && !LEFT_OUT.test(name))
    .sort()
    .map((name) => entry(name, readFileSync(`${folder}/${name}`)));
}

/**
 * Writes `sw.js` into the folder of a built site.
 * @param {string} folder
 */
export async function writeWorker(folder) {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { SITE_FILES: JSON.stringify(siteFiles(folder)) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: inProject("src/offline/worker.ts"),
        output: { format: "iife", entryFileNames: "sw.js", codeSplitting: false },
      },
    },
  });
}

/** @returns {import("vite").Plugin} */
export function offlineWorker() {
  let folder = "";
  return {
    name: "offline-worker",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
    writeBundle: { order: "post", sequential: true, handler: () => writeWorker(folder) },
  };
}
