/**
 * `npm run audit:dependencies`: fails where a package that the site, the element or the library ships has a known vulnerability of high
 * severity. Where no registry answers such questions, it says so and passes: a closed network is no fault of the code.
 */
import { spawnSync } from "node:child_process";
import { projectPath } from "../test/support/files";
import { shippedPackages } from "./lib/shipped-packages";

interface Answer {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
  readonly message?: string;
}

const { stdout, error } = spawnSync("npm", ["audit", "--json"], {
  cwd: projectPath("."),
  encoding: "utf8",
  shell: process.platform === "win32",
  timeout: 120_000,
});

function answer(): Answer {
  try {
    return JSON.parse(stdout);
  } catch {
    return { message: error?.message ?? "npm gave no answer" };
  }
}

const { vulnerabilities, message } = answer();
if (!vulnerabilities) {
  console.log(`Not audited, since no registry answered: ${message ?? "no reason given"}`);
} else {
  const shipped = shippedPackages();
  const found = Object.entries(vulnerabilities).filter(([name]) => shipped.has(name));
  const grave = found.filter(([, { severity }]) => ["high", "critical"].includes(severity));
  for (const [name, { severity, range }] of grave) console.error(`${name} ${range}: ${severity}`);
  console.log(
    `${shipped.size} packages are shipped. They have ${found.length} known vulnerabilities, ${grave.length} of them high or critical.`,
  );
  process.exitCode = grave.length === 0 ? 0 : 1;
}
