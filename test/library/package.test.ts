/** What `npm pack` packs and `npm install` brings: small, without what only the site needs, and working in an empty folder. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "../support/files";

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Bytes of the packed package; without the element, where that is not built. */
const MOST_BYTES = 12_000_000;
const MOST_BYTES_OF_ELEMENT = 3_000_000;

let folder: string;
let packed: Packed;
/** The installed package. */
let installed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  const { stdout, stderr } = spawnSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
    {
      cwd: projectPath("."),
      encoding: "utf8",
      shell: process.platform === "win32",
      maxBuffer: 1 << 26,
    },
  );
  const [first] = JSON.parse(stdout || `["${stderr}"]`) as Packed[];
  packed = first;
  installed = join(folder, "node_modules/sagan-lens");
  mkdirSync(installed, { recursive: true });
  spawnSync("tar", ["-xzf", join(folder, packed.filename), "--strip-components=1", "-C", installed]);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const name of installedPackages()) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(projectPath(`node_modules/${name}`), link, "junction");
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packages that `npm install` would bring, by package-lock.json: without any registry, they are linked. */
function installedPackages(): string[] {
  const lock = JSON.parse(readFileSync(projectPath("package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => {
      const isTop = path.startsWith("node_modules/") && !path.slice(1).includes("node_modules/");
      // Optional ones may be those of another system.
      return isTop && !dev && !devOptional && !(optional && !existsSync(projectPath(path)));
    })
    .map(([path]) => path.slice("node_modules/".length));
}

function runInstalled(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("the package is small and has no snapshots, discriminators, sources or tests", () => {
  const paths = packed.files.map(({ path }) => path);
  const hasElement = paths.some((path) => path.startsWith("dist/element/"));
  expect(packed.size).toBeLessThan(hasElement ? MOST_BYTES : MOST_BYTES - MOST_BYTES_OF_ELEMENT);
  expect(paths).toEqual(
    expect.arrayContaining([
      "bin/sagan-lens.mjs",
      "dist-lib/index.js",
      "dist-lib/index.node.js",
      "dist-lib/cli.js",
      "dist-lib/types/index.d.ts",
      "public/models/index.json",
      "public/models/cats64/generator.safetensors",
      "public/models/cats64/directions.safetensors",
    ]),
  );
  const leftOut = /^public\/models\/.*(?:snapshots\/|discriminator)|^(?:src|test|training|scripts|docs)\//;
  expect(paths.filter((path) => leftOut.test(path))).toEqual([]);
});

/** Names of the packages that files import from. */
function packagesIn(files: readonly string[], pattern: RegExp): string[] {
  const specifiers = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(pattern)].map(([, name]) => name),
  );
  const names = specifiers
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:") && !builtinModules.includes(name))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    );
  return [...new Set(names)].filter((name) => name !== "sagan-lens").sort();
}

test("dependencies are the packages that the built code for Node imports, and no more", () => {
  const built = ["dist-lib", "dist-lib/node"].flatMap((relative) =>
    readdirSync(join(installed, relative))
      // For browsers, with everything in it.
      .filter((name) => name.endsWith(".js") && !(relative === "dist-lib" && name === "index.js"))
      .map((name) => join(installed, relative, name)),
  );
  const imported = packagesIn(
    built,
    /(?:\bfrom|\bimport|\brequire\.resolve|\bimport\.meta\.resolve)\s*\(?\s*["']([@\w][^"'\s)]*)["']/g,
  );
  const { dependencies } = JSON.parse(readFileSync(projectPath("package.json"), "utf8"));
  expect(imported).toEqual(Object.keys(dependencies).sort());
});

test("the types that a user of the library meets name no package that is not installed", () => {
  const entries = ["index.d.ts", "index.node.d.ts", "element/public.d.ts"];
  const reached = new Set(entries.map((name) => join(installed, "dist-lib/types", name)));
  for (const file of reached) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]*)\.js"/g)) {
      const next = join(dirname(file), `${name}.d.ts`);
      if (existsSync(next)) reached.add(next);
    }
  }
  expect(reached.size).toBeGreaterThan(20);
  const named = packagesIn([...reached], /(?:\bfrom |\bimport\()"([^".][^"]*)"/g);
  const { dependencies } = JSON.parse(readFileSync(projectPath("package.json"), "utf8"));
  expect(named.filter((name) => !(name in dependencies))).toEqual([]);
});

test("what a bundler copies needs no other file, and is named in the one way that bundlers know", () => {
  const code = ["dist-lib/index.js", "dist/sagan-lens.js", ...element()].filter((name) =>
    existsSync(join(installed, name)),
  );
  expect(code).toContain("dist-lib/index.js");
  const copied = new Set<string>();
  for (const name of code) {
    const text = readFileSync(join(installed, name), "utf8");
    // Anything else than a file's name would be taken for a folder, or for every file there is.
    const addresses = [...text.matchAll(/new URL\(([^()]*),\s*import\.meta\.url\)/g)].map(
      ([, address]) => address,
    );
    for (const address of addresses) {
      expect(address).toMatch(/^["'`]\.{1,2}\/[\w./-]+["'`]$/);
      copied.add(join(dirname(name), address.slice(1, -1)));
    }
  }
  expect([...copied].filter((name) => name.includes("engine.worker-wasm"))).not.toEqual([]);
  for (const name of copied) {
    expect(existsSync(join(installed, name)), name).toBe(true);
    // Vite writes smaller ones into the code as text, which strict policies refuse.
    expect(statSync(join(installed, name)).size, name).toBeGreaterThan(4096);
    if (!name.endsWith(".js")) continue;
    const text = readFileSync(join(installed, name), "utf8");
    expect([
      name,
      text.match(/\bimport\s*[({"'`]|\bimport\.meta\b|\bimport\b[^;"'`]{0,200}\bfrom\s*["'`]/g),
    ]).toEqual([name, null]);
  }
});

/** The element's chunks, without its workers. */
const element = () =>
  packed.files
    .map(({ path }) => path)
    .filter((path) => /^dist\/element\/.*\.js$/.test(path) && !path.includes(".worker"));

test("installed in an empty folder, the command line draws a figure and the library computes a row", () => {
  const figure = runInstalled([
    "node_modules/sagan-lens/bin/sagan-lens.mjs",
    ...["figure", "--model", "cats64", "--seed", "7", "--query", "12,8", "-o", "fig.png"],
  ]);
  expect(figure).toMatchObject({ status: 0, stdout: "fig.png\n" });
  expect(readFileSync(join(folder, "fig.png")).subarray(1, 4).toString()).toBe("PNG");
  writeFileSync(
    join(folder, "row.mjs"),
    `import { attentionRow, createEngine, latentOf, modelFolder, queryAt } from "sagan-lens";
    const engine = await createEngine({ source: modelFolder("cats64") });
    const { sites: [site] } = await engine.preview({ z: latentOf({ seed: 7, psi: 0.8 }, engine.manifest.latent.size) });
    console.log(attentionRow(site, queryAt(site.queryGrid, { x: 12, y: 8 })).length);
    engine.dispose();`,
  );
  expect(runInstalled(["row.mjs"])).toMatchObject({ status: 0, stdout: "1024\n" });
});

test("what the package leaves out is refused with a sentence, and found in the models of a site", async () => {
  const ofStep = (...more: string[]) =>
    ["node_modules/sagan-lens/bin/sagan-lens.mjs", "figure", "--model", "cats64", "--step", "6400"].concat(
      more,
    );
  const refused = runInstalled(ofStep("--seed", "7", "--query", "12,8", "-o", "early.png"));
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/comes without .*snapshots\/006400.*--models/);
  expect(existsSync(join(folder, "early.png"))).toBe(false);
  writeFileSync(
    join(folder, "score.mjs"),
    `import { createEngine, errorSentence, latentOf, modelFolder } from "sagan-lens";
    const models = process.argv[2] && new URL(process.argv[2]);
    const engine = await createEngine({ source: models ? modelFolder("cats64", models) : modelFolder("cats64") });
    const { image } = await engine.preview({ z: latentOf({ seed: 7, psi: 0.8 }, engine.manifest.latent.size) });
    try {
      const { score } = await engine.discriminate({ image });
      console.log(Number.isFinite(score) ? "a score" : "none");
    } catch (error) {
      console.log(error.code, errorSentence(error));
    }
    engine.dispose();`,
  );
  const score = runInstalled(["score.mjs"]);
  expect(score.stdout).toMatch(/^file-not-packaged .*discriminator\.safetensors.*modelFolder/);
  const site = new URL(`file://${projectPath("public/models/")}`).href;
  expect(runInstalled(["score.mjs", site])).toMatchObject({ status: 0, stdout: "a score\n" });
  const early = runInstalled(
    ofStep("--seed", "7", "--query", "12,8", "-o", "early.png", "--models", projectPath("public/models")),
  );
  expect(early).toMatchObject({ status: 0, stdout: "early.png\n" });
});
