/** Whether the built library is that of the sources, and building it where it is not. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { inProject, ROOT } from "./run.mjs";

/** What the library is made from. */
const SOURCES = ["src", "package.json", "tsconfig.lib.json", "scripts/build-library.mjs"];

/** @param {string} path */
const changed = (path) => statSync(path).mtimeMs;

/** @param {string} relative @returns {number} when the newest file was changed */
function newest(relative) {
  const path = inProject(relative);
  if (!statSync(path).isDirectory()) return changed(path);
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return Math.max(...names.map((name) => changed(`${path}/${name}`)));
}

/** Whether `dist-lib/` is missing or older than what it is made from. */
export function libraryIsStale() {
  const built = inProject("dist-lib");
  return !existsSync(built) || Math.max(...SOURCES.map(newest)) > changed(built);
}

/**
 * Builds the library where it has to be, saying so on standard error, where the build also writes what it has to say.
 * @returns {Promise<boolean>} whether there is one now
 */
export async function ensureLibrary() {
  if (!libraryIsStale()) return true;
  if (!existsSync(inProject("node_modules/vite"))) {
    console.error(
      "SAGAN Lens is not built, and the packages to build it with are not installed. Run: npm ci",
    );
    return false;
  }
  console.error("Building the library into dist-lib/ first, which takes some seconds.");
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, [inProject("scripts/build-library.mjs")], {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
    });
    child.on("close", resolve);
  });
  if (code !== 0) console.error("The library could not be built; what stood in the way is said above.");
  return code === 0;
}
