/**
 * The library and the command line, into `dist-lib/`: `index.js` for browsers with all that it needs, `index.node.js` and `cli.js`
 * for Node with packages left to Node, and types. Part of `npm run build`; `bin/sagan-lens.mjs` runs it where it has not been.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { build } from "vite";
import { NO_GPU_BACKENDS, NO_THREADS } from "./lib/left-out.mjs";
import { packagedWorkers } from "./lib/packaged-workers.mjs";
import { inProject, ROOT, runPackage } from "./lib/run.mjs";

/** Built beside and then moved, so that a library is never half there. */
const UNDER_WAY = inProject(`.cache/library-${process.pid}`);
const OUT = inProject("dist-lib");

/** @type {import("vite").InlineConfig} */
const common = { root: ROOT, configFile: false, publicDir: false, logLevel: "warn", base: "./" };

/** An application's build rather than a library's: that one would put binaries into the script as text. */
const forBrowsers = () =>
  build({
    ...common,
    resolve: { alias: NO_THREADS },
    plugins: [packagedWorkers("assets")],
    build: {
      outDir: UNDER_WAY,
      emptyOutDir: false,
      target: "es2022",
      modulePreload: false,
      chunkSizeWarningLimit: 1024,
      rolldownOptions: {
        input: inProject("src/index.ts"),
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "index.js" },
        checks: { pluginTimings: false },
      },
    },
  });

const forNode = () =>
  build({
    ...common,
    resolve: { alias: NO_GPU_BACKENDS },
    // One list of a large package, which nobody who installs this one needs besides.
    ssr: { noExternal: ["@tensorflow-models/mobilenet"] },
    build: {
      outDir: UNDER_WAY,
      emptyOutDir: false,
      target: "node20",
      ssr: true,
      rolldownOptions: {
        input: { "index.node": inProject("src/index.node.ts"), cli: inProject("src/cli/main.ts") },
        output: { entryFileNames: "[name].js", chunkFileNames: "node/[name]-[hash].js" },
        checks: { pluginTimings: false },
      },
    },
  });

/** Node's rules for modules want file names, which the sources leave out. */
function nameFilesInTypes() {
  const folder = `${UNDER_WAY}/types`;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = `${folder}/${name}`;
    const text = readFileSync(file, "utf8");
    const named = text.replaceAll(/((?:from |import\()"\.[^"]*)"/g, (_, start) => {
      // A folder stands for the index in it.
      return /[/"]\.{1,2}$/.test(start) ? `${start}/index.js"` : `${start}.js"`;
    });
    writeFileSync(file, named);
  }
}

async function types() {
  const compiler = ["-p", "tsconfig.lib.json", "--outDir", `${UNDER_WAY}/types`];
  const code = await runPackage("typescript/bin/tsc", compiler);
  if (code !== 0) throw new Error("The types of the library could not be made.");
  nameFilesInTypes();
}

/** Where a server renders a page there is no DOM, and nothing of the element is needed: the page defines it. */
function elementForNode() {
  writeFileSync(`${UNDER_WAY}/element.node.js`, "export {};\n");
}

const begun = new Date();
mkdirSync(UNDER_WAY, { recursive: true });
try {
  await Promise.all([forBrowsers(), forNode(), types()]);
  elementForNode();
  // Sources that changed meanwhile are newer than the library.
  utimesSync(UNDER_WAY, begun, begun);
  rmSync(OUT, { recursive: true, force: true });
  renameSync(UNDER_WAY, OUT);
} finally {
  rmSync(UNDER_WAY, { recursive: true, force: true });
}
