/** The package as `npm publish` would send it. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectPath } from "../../test/support/files";

/** Packs what is built. @param folder to put the archive in @returns its path */
export function packPackage(folder: string): string {
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: projectPath("."),
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 1 << 26,
  });
  const [{ filename }] = JSON.parse(output) as { filename: string }[];
  return join(folder, filename);
}

/** Puts the package's files into a folder, as an installation or a CDN has them. */
export function unpackPackage(archive: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", archive, "--strip-components=1", "-C", folder]);
}
