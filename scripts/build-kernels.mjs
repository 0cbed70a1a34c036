/**
 * Compiles `kernels/lens.ts` with AssemblyScript and writes it, as text, to `src/network/kernels/kernel-code.ts`. The result is kept in
 * the repository, so that nothing else needs the compiler; a test compiles again and compares.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const SOURCE = "kernels/lens.ts";
const TARGET = "src/network/kernels/kernel-code.ts";
const OPTIONS = ["-O3", "--runtime", "stub", "--enable", "simd", "--importMemory", "--noExportMemory"];
const EXTRA = { plain: [], relaxed: ["--enable", "relaxed-simd"] };
/** @param {string} path */
const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * A compiled module's bytes as base64.
 * @param {"plain" | "relaxed"} build without or with relaxed SIMD
 * @returns {Promise<string>}
 * @throws Error with the compiler's words
 */
export async function compiledKernels(build) {
  /** @type {Uint8Array | string | undefined} */
  let binary;
  const { error, stderr } = await asc.main([SOURCE, ...OPTIONS, ...EXTRA[build], "--outFile", "lens.wasm"], {
    readFile: (name) => (name === SOURCE ? readFileSync(place(SOURCE), "utf8") : null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${SOURCE} does not compile: ${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}

/**
 * The text of the file that holds both.
 * @param {string} plain base64
 * @param {string} relaxed base64
 */
export function fileOf(plain, relaxed) {
  return `/** \`${SOURCE}\`, compiled by \`node scripts/build-kernels.mjs\`; base64 of WebAssembly modules. */\nexport const KERNEL_CODE =\n  "${plain}";\n\n/** The same with relaxed SIMD. */\nexport const RELAXED_KERNEL_CODE =\n  "${relaxed}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(place(TARGET), fileOf(await compiledKernels("plain"), await compiledKernels("relaxed")));
}
