/** What the project is made of: exact versions, locked by content, under licences that let anyone use it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shippedPackages } from "../../scripts/lib/shipped-packages";
import { projectPath } from "../support/files";

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
const read = (name: string) => JSON.parse(readFileSync(projectPath(name), "utf8"));
const { dependencies, devDependencies, allowScripts } = read("package.json") as Record<
  string,
  Record<string, string | boolean>
>;
const packages = Object.entries(read("package-lock.json").packages as Record<string, Locked>)
  .filter(([path]) => path !== "")
  .map(([path, locked]) => ({ name: path.slice(path.lastIndexOf("node_modules/") + 13), ...locked }));

const PERMISSIVE = [
  "MIT",
  "MIT-0",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "CC0-1.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "Zlib",
];
/** Used while developing alone, unchanged, and in nothing that is shipped: under a licence of the file. */
const TOOLS: Readonly<Record<string, string>> = {
  "@axe-core/playwright": "MPL-2.0",
  "@dicebear/adventurer": "(MIT AND CC-BY-4.0)",
  "@dicebear/big-smile": "(MIT AND CC-BY-4.0)",
  "@dicebear/micah": "(MIT AND CC-BY-4.0)",
  "@dicebear/personas": "(MIT AND CC-BY-4.0)",
  "@dicebear/toon-head": "(MIT AND CC-BY-4.0)",
  "@resvg/resvg-js": "MPL-2.0",
  "axe-core": "MPL-2.0",
  lightningcss: "MPL-2.0",
};

/** "(MIT OR CC0-1.0)" offers a choice; "MIT AND Zlib" asks for both. */
function isPermissive(license: string): boolean {
  const words = license.replaceAll(/[()]/g, "");
  if (words.includes(" OR ")) return words.split(" OR ").some(isPermissive);
  return words.split(" AND ").every((word) => PERMISSIVE.includes(word));
}

test("every version in package.json is exact, and the one that is locked", () => {
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  expect(wanted.length).toBeGreaterThan(30);
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(`${version}`))).toEqual([]);
  const locked = read("package-lock.json").packages as Record<string, Locked>;
  expect(wanted.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version)).toEqual([]);
});

test("every package is locked by its content", () => {
  expect(packages.filter(({ integrity, link }) => !link && !integrity).map(({ name }) => name)).toEqual([]);
});

test("every script that a package wants to run when it is installed was read, and is refused", () => {
  const scripts = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(allowScripts).toEqual(Object.fromEntries(scripts.map((name) => [name, false])));
});

test("every licence of what is shipped is permissive; tools under another one are named here", () => {
  const shipped = shippedPackages();
  expect(["react", "zustand", "scheduler", "long"].filter((name) => !shipped.has(name))).toEqual([]);
  expect(["vite", "vitest", "typescript"].filter((name) => shipped.has(name))).toEqual([]);
  const others = packages.filter(({ name, license = "none", dev }) => {
    if (isPermissive(license)) return false;
    const platform = name.replace(/-(?:android|darwin|freebsd|linux|win32)-.*$/, "");
    return !dev || shipped.has(name) || TOOLS[platform] !== license;
  });
  expect(others.map(({ name, license, dev }) => `${name}: ${license}${dev ? ", a tool" : ""}`)).toEqual([]);
});
