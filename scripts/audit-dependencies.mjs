/**
 * `npm run audit:dependencies`: fails where a package that the site ships has a known vulnerability of high severity. Where no
 * registry answers such questions, it says so and passes: a closed network is no fault of the code.
 */
import { spawnSync } from "node:child_process";
import { ROOT } from "./lib/run.mjs";

const { stdout, error } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  cwd: ROOT,
  encoding: "utf8",
  shell: process.platform === "win32",
  timeout: 120_000,
});

/** @returns {{ vulnerabilities?: Record<string, { severity: string, range: string }>, message?: string }} */
function answer() {
  try {
    return JSON.parse(stdout);
  } catch {
    return { message: error?.message ?? "npm gave no answer" };
  }
}

const { vulnerabilities: found, message } = answer();
if (!found) {
  console.log(`Not audited, since no registry answered: ${message ?? "no reason given"}`);
  process.exit(0);
}
const grave = Object.entries(found).filter(([, { severity }]) => ["high", "critical"].includes(severity));
for (const [name, { severity, range }] of grave) console.error(`${name} ${range}: ${severity}`);
console.log(`${Object.keys(found).length} known vulnerabilities, ${grave.length} of them high or critical`);
process.exitCode = grave.length === 0 ? 0 : 1;
