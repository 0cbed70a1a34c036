/**
 * Compiles the kernels with AssemblyScript and writes them as text: `kernels/lens.ts`, with and without relaxed SIMD, and `kernels/rows.ts`. The
 * results are kept in the repository, so that nothing else needs the compiler; a test compiles again and compares.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** Each source and the file that holds what becomes of it. */
export const KERNELS = /** @type {const} */ ({
  lens: { source: "kernels/lens.ts", target: "src/network/kernels/kernel-code.ts" },
  rows: { source: "kernels/rows.ts", target: "src/atlas/row-kernel-code.ts" },
});
const OPTIONS = ["-O3", "--runtime", "stub", "--enable", "simd", "--importMemory", "--noExportMemory"];
const EXTRA = { plain: [], relaxed: ["--enable", "relaxed-simd"] };
/** @param {string} path */
const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * A compiled module's bytes as base64.
 * @param {keyof typeof KERNELS} name
 * @param {"plain" | "relaxed"} build without or with relaxed SIMD
 * @returns {Promise<string>}
 * @throws Error with the compiler's words
 */
export async function compiledKernels(name, build) {
  const { source } = KERNELS[name];
  /** @type {Uint8Array | string | undefined} */
  let binary;
  const { error, stderr } = await asc.main([source, ...OPTIONS, ...EXTRA[build], "--outFile", "lens.wasm"], {
    readFile: (file) => (/^kernels\/\w+\.ts$/.test(file) ? ours(file) : null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${source} does not compile: ${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}

/** @param {string} file */
function ours(file) {
  return existsSync(place(file)) ? readFileSync(place(file), "utf8") : null;
}

/**
 * The text of each target, and the modules in it.
 * @returns {Promise<{ source: string, target: string, text: string, modules: string[] }[]>}
 */
export async function kernelFiles() {
  const { lens, rows } = KERNELS;
  const [plain, relaxed, rowsPlain] = await Promise.all([
    compiledKernels("lens", "plain"),
    compiledKernels("lens", "relaxed"),
    compiledKernels("rows", "plain"),
  ]);
  const by = "compiled by `node scripts/build-kernels.mjs`; base64 of";
  return [
    {
      ...lens,
      text: `/** \`${lens.source}\`, ${by} WebAssembly modules. */\nexport const KERNEL_CODE =\n  "${plain}";\n\n/** The same with relaxed SIMD. */\nexport const RELAXED_KERNEL_CODE =\n  "${relaxed}";\n`,
      modules: [plain, relaxed],
    },
    {
      ...rows,
      text: `/** \`${rows.source}\`, ${by} a WebAssembly module. */\nexport const ROW_KERNEL_CODE =\n  "${rowsPlain}";\n`,
      modules: [rowsPlain],
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { target, text } of await kernelFiles()) writeFileSync(place(target), text);
}
