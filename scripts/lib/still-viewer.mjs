/**
 * Gives the site `virtual:still-viewer`: the script of a page saved for offline use, as text. It is the element without an engine,
 * built on its own into one script, so that a page opened from a disk needs nothing beside itself.
 */
import { build } from "vite";
import { pureCalls } from "./pure-calls.mjs";
import { inProject, ROOT } from "./run.mjs";

const NAME = "virtual:still-viewer";
const RESOLVED = `\0${NAME}`;

/** @returns {import("vite").Plugin} */
export function stillViewer() {
  return {
    name: "still-viewer",
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      return `export default ${JSON.stringify(await viewerScript())};`;
    },
  };
}

/** @returns {Promise<string>} */
async function viewerScript() {
  const built = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    plugins: [pureCalls()],
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: inProject("src/element/still-page.ts"),
        output: { format: "iife", codeSplitting: false },
        // Only the helper that preloads chunks asks where it lies, and there are no chunks.
        checks: { emptyImportMeta: false },
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [script, ...others] = outputs;
  if (script?.type !== "chunk" || others.length > 0) {
    const names = outputs.map(({ fileName }) => fileName).join(", ");
    throw new Error(`The viewer of saved pages must be one script, but came out as: ${names}.`);
  }
  return script.code;
}
