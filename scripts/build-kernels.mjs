/**
 * Compiles `kernels/lens.ts` with AssemblyScript and writes it, as text, to `src/network/kernel-code.ts`. The result is kept in
 * the repository, so that nothing else needs the compiler; a test compiles again and compares.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const SOURCE = "kernels/lens.ts";
const TARGET = "src/network/kernel-code.ts";
const OPTIONS = ["-O3", "--runtime", "stub", "--enable", "simd", "--importMemory", "--noExportMemory"];
/** @param {string} path */
const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * The compiled module's bytes as base64.
 * @returns {Promise<string>}
 * @throws Error with the compiler's words
 */
export async function compiledKernels() {
  /** @type {Uint8Array | string | undefined} */
  let binary;
  const { error, stderr } = await asc.main([SOURCE, ...OPTIONS, "--outFile", "lens.wasm"], {
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
 * The text of the file that holds it.
 * @param {string} code base64
 */
export function fileOf(code) {
  return `/** \`${SOURCE}\`, compiled by \`node scripts/build-kernels.mjs\`; base64 of a WebAssembly module. */\nexport const KERNEL_CODE =\n  "${code}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(place(TARGET), fileOf(await compiledKernels()));
}
