/** Installs what package-lock.json names, only when it is not there already. */
import { existsSync, readFileSync } from "node:fs";
import { inProject, npm } from "./run.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * What keeps node_modules from being what the lock file says, in words; undefined when they match.
 * npm itself writes the second file at the end of every complete install.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 * @param {(path: string) => boolean} exists whether a folder of the project exists
 * @returns {string | undefined}
 */
export function mismatch(wanted, installed, exists) {
  for (const [path, locked] of Object.entries(wanted.packages)) {
    if (path === "" || locked.link) continue;
    const found = installed.packages[path];
    // Optional packages of other systems are rightly absent.
    if (!found && locked.optional) continue;
    if (!found || !exists(path)) return `${path} is missing`;
    if (found.version !== locked.version || found.integrity !== locked.integrity) {
      return `${path} is version ${found.version}, and the lock file names ${locked.version}`;
    }
  }
  const extra = Object.keys(installed.packages).find((path) => !(path in wanted.packages));
  return extra && `${extra} is installed, and the lock file does not name it`;
}

/** @param {string} relative @returns {Lock} */
function readLock(relative) {
  return JSON.parse(readFileSync(inProject(relative), "utf8"));
}

function reasonToInstall() {
  const hidden = "node_modules/.package-lock.json";
  if (!existsSync(inProject(hidden))) return "nothing is installed yet";
  return mismatch(readLock("package-lock.json"), readLock(hidden), (path) => existsSync(inProject(path)));
}

/** Runs `npm ci` where it is needed; ends the program with a sentence when that fails. */
export async function ensureDependencies() {
  const reason = reasonToInstall();
  if (!reason) return;
  console.log(`Installing dependencies with npm ci (${reason}).`);
  if ((await npm(["ci"])) === 0) return;
  console.error(
    "npm ci failed, so nothing can be built. Its messages above say why; usually the npm registry could not be " +
      "reached. Check the network, then run the command again.",
  );
  process.exit(1);
}
