/**
 * Compiles the kernels with AssemblyScript and writes them as text: `kernels/lens.ts`, and `kernels/rows.ts`, each with and without relaxed SIMD. The
 * results are kept in the repository, so that nothing else needs the compiler; a test compiles again and compares.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** Each source and the file that holds what becomes of it. */
export const KERNELS = /** @type {const} */ ({
  lens: { source: "kernels/lens.ts", target: "src/network/kernels/kernel-code.ts", constant: "KERNEL_CODE" },
  rows: { source: "kernels/rows.ts", target: "src/atlas/row-kernel-code.ts", constant: "ROW_KERNEL_CODE" },
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
  return Promise.all(
    /** @type {(keyof typeof KERNELS)[]} */ (Object.keys(KERNELS)).map(async (name) => {
      const { source, target, constant } = KERNELS[name];
      const modules = await Promise.all([compiledKernels(name, "plain"), compiledKernels(name, "relaxed")]);
      const [plain, relaxed] = modules;
      const by = "compiled by `node scripts/build-kernels.mjs`; base64 of WebAssembly modules";
      const text = `/** \`${source}\`, ${by}. */\nexport const ${constant} =\n  "${plain}";\n\n/** The same with relaxed SIMD. */\nexport const RELAXED_${constant} =\n  "${relaxed}";\n`;
      return { source, target, text, modules };
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { target, text } of await kernelFiles()) writeFileSync(place(target), text);
}
