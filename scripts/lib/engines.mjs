/** The browser engines that the main ways are tested in, and which of them are installed here. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { executable, findProgram, namedProgram } from "./programs.mjs";

/**
 * @typedef {"chromium" | "firefox" | "webkit"} EngineId
 * @typedef {{ id: EngineId, name: string, programs: Readonly<Record<string, string>>, missing?: string }} InstalledEngine
 * programs: paths by what they are for; missing: a sentence that says what is not there and what to do
 */

/** Names of the folders that hold WebKitGTK's small browser, by the interface that it was built for, the newest first. */
const WEBKIT_FOLDERS = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

/** It is in no folder of PATH. @returns {string | undefined} */
function findMiniBrowser() {
  const roots = ["/usr/libexec", "/usr/lib", ...foldersOf("/usr/lib")];
  return WEBKIT_FOLDERS.flatMap((folder) => roots.map((root) => join(root, folder, "MiniBrowser"))).find(
    executable,
  );
}

/** @param {string} folder */
function foldersOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * @param {EngineId} id
 * @param {string} name
 * @param {Readonly<Record<string, string | undefined>>} programs
 * @param {string} advice
 * @returns {InstalledEngine}
 */
function engine(id, name, programs, advice) {
  const there = /** @type {Record<string, string>} */ (
    Object.fromEntries(Object.entries(programs).filter(([, path]) => path !== undefined))
  );
  const lacking = Object.keys(programs).filter((part) => there[part] === undefined);
  return {
    id,
    name,
    programs: there,
    ...(lacking.length > 0 && { missing: `Not installed here: ${lacking.join(", ")}. ${advice}` }),
  };
}

/**
 * All engines that there are tests for, with what is missing of those that cannot run here.
 * @returns {Promise<readonly InstalledEngine[]>}
 * @throws {Error} when CHROME_PATH or FIREFOX_PATH names no program
 */
export async function findEngines() {
  return [
    engine(
      "chromium",
      "Chromium",
      { Chromium: await findChromium() },
      "Install Chromium, or name it in CHROME_PATH.",
    ),
    engine(
      "firefox",
      "Firefox",
      { Firefox: namedProgram("FIREFOX_PATH") ?? findProgram(["firefox-esr", "firefox"]) },
      "Install Firefox (on Debian: apt-get install firefox-esr), or name it in FIREFOX_PATH.",
    ),
    engine(
      "webkit",
      "WebKit",
      {
        WebKitWebDriver: findProgram(["WebKitWebDriver"]),
        MiniBrowser: findMiniBrowser(),
        Xvfb: findProgram(["Xvfb"]),
      },
      "Install WebKitGTK and a display without a screen (on Debian: apt-get install webkit2gtk-driver xvfb).",
    ),
  ];
}
