/** Child programs and the project's paths, for the scripts that run before anything is installed. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Path of a file of the project. @param {string} relative */
export function inProject(relative) {
  return fileURLToPath(new URL(`../../${relative}`, import.meta.url));
}

/**
 * Runs a program in the project's folder with this terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it, 127 when it could not be started
 */
export function run(command, args, { env, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      shell,
      env: { ...process.env, ...env },
    });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** npm is a script on Windows, which only a shell can start. @param {string[]} args */
export function npm(args) {
  return run("npm", args, { shell: process.platform === "win32" });
}

/**
 * Runs an installed package's program by its file, which works alike on every system.
 * @param {string} file below node_modules
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runPackage(file, args, env = {}) {
  return run(process.execPath, [inProject(`node_modules/${file}`), ...args], { env });
}
