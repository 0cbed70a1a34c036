/** Programs that are installed on this machine. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** @param {string} path */
export function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of some programs that is in the folders of PATH.
 * @param {readonly string[]} names the best first
 * @returns {string | undefined} its path
 */
export function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
}

/**
 * The program that a variable of the environment names.
 * @param {string} variable
 * @returns {string | undefined} undefined where the variable is not set
 * @throws {Error} when it names no program
 */
export function namedProgram(variable) {
  const named = process.env[variable];
  if (!named || executable(named)) return named || undefined;
  throw new Error(
    `${variable} is ${named}, which is no program that can be run. Correct it or leave it out.`,
  );
}
