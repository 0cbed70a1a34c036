/** The built site as a web host would serve it: text compressed beforehand. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { projectPath } from "../../test/support/files";

/** What hosts compress; weights and stills go as they are. */
const COMPRESSED = /\.(js|css|html|json|svg|wasm)$/;

/** Builds the site into a folder of its own with a `.gz` file beside each compressible one; returns the folder. */
export async function buildCompressedSite(): Promise<string> {
  const folder = projectPath(".cache/bench-site");
  await build({ root: projectPath("."), logLevel: "warn" });
  rmSync(folder, { recursive: true, force: true });
  cpSync(projectPath("dist"), folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!COMPRESSED.test(file)) continue;
    const path = `${folder}/${file}`;
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
  return folder;
}
