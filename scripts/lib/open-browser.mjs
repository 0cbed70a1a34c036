import { spawn } from "node:child_process";

/** The system's way to open an address, or undefined on a machine without a desktop. @returns {string[] | undefined} */
function opener() {
  if (process.env.CI || process.env.BROWSER === "none") return undefined;
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["cmd", "/c", "start", ""];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}

/** Opens an address in the person's browser where there is a desktop; elsewhere, and on any failure, does nothing. @param {string} url */
export function openBrowser(url) {
  const command = opener();
  if (!command) return;
  const child = spawn(command[0], [...command.slice(1), url], { stdio: "ignore", detached: true });
  // The address is printed anyway; a desktop without an opener is no fault.
  child.on("error", () => undefined);
  child.unref();
}
