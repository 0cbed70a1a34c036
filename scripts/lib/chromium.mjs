/** Finding a Chromium for the browser tests, and getting one where there is none. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { executable, findProgram, namedProgram } from "./programs.mjs";
import { run, runPackage } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where installers put it on systems that do not use PATH for programs with windows. @returns {string[]} */
function usualPlaces() {
  if (process.platform === "darwin") {
    const apps = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];
    return ["/Applications", join(homedir(), "Applications")].flatMap((dir) =>
      apps.map((app) => join(dir, app)),
    );
  }
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    return roots.flatMap((root) =>
      root
        ? [
            join(root, "Google", "Chrome", "Application", "chrome.exe"),
            join(root, "Chromium", "Application", "chrome.exe"),
          ]
        : [],
    );
  }
  return [];
}

/** @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The Chromium to test with: the one named by CHROME_PATH, else an installed one, else Playwright's own.
 * @returns {Promise<string | undefined>}
 * @throws {Error} when CHROME_PATH names no program
 */
export async function findChromium() {
  return (
    namedProgram("CHROME_PATH") ??
    findProgram(NAMES) ??
    usualPlaces().find(executable) ??
    (await playwrightsOwn())
  );
}

/**
 * Chromium without its window, which takes a sixth less processor time for each test: the one named by HEADLESS_SHELL_PATH, else an
 * installed one. Its pages are those of the whole Chromium, in which the main ways run as well.
 * @returns {string | undefined}
 * @throws {Error} when HEADLESS_SHELL_PATH names no program
 */
export function findHeadlessShell() {
  return namedProgram("HEADLESS_SHELL_PATH") ?? findProgram(["chromium-headless-shell"]);
}

/** Debian's package, for which one has to be root. Ubuntu's only installs a snap, so it is left out. */
async function installFromDebian() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return;
  if (!/^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))) return;
  console.log("Installing Debian's chromium package.");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if ((await run("apt-get", ["update", "-qq"], { env })) !== 0) return;
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
}

/**
 * A Chromium, got from Debian or Playwright where none is installed.
 * @returns {Promise<string>}
 * @throws {Error} a sentence that says what is missing and what to do
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log("No Chromium is installed.");
  await installFromDebian();
  const packaged = await findChromium();
  if (packaged) return packaged;
  console.log("Trying Playwright's own: playwright install chromium.");
  await runPackage("@playwright/test/cli.js", ["install", "chromium"]);
  const downloaded = await findChromium();
  if (downloaded) return downloaded;
  throw new Error(
    "The browser tests need a Chromium, and none could be found or installed. Install Chromium or Google Chrome, " +
      "or name one in the environment: CHROME_PATH=/path/to/chromium npm test",
  );
}
