/** The built library: under its own name, as its documentation shows it, with types that a strict project accepts. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellOfKey, queryAt } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { summarizeRow } from "../../src/attention/summary";
import * as source from "../../src/index.node";
import { projectPath, readBytes } from "../support/files";
import { runNode } from "../support/node-program";

const EXAMPLES = "docs/examples";

async function output(example: string): Promise<string[]> {
  const { code, stdout, stderr } = await runNode(`${EXAMPLES}/${example}`);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return stdout.trimEnd().split("\n");
}

/** The engine of the sources, which the examples' numbers are compared with. */
let cats: source.Engine;
beforeAll(async () => {
  cats = await source.createEngine({ source: source.modelFolder("cats64") });
});
afterAll(() => cats.dispose());
const made = (seed: number, more: Partial<source.GenerateRequest> = {}) =>
  cats.preview({ z: source.latentOf({ seed, psi: 0.8 }, 128), ...more });

describe("each example says what the engine says", () => {
  test("figure", async () => {
    const folder = mkdtempSync(join(tmpdir(), "figure-"));
    try {
      const { code, stderr } = await runNode(`${EXAMPLES}/${"figure.mjs"}`, [folder]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const svg = readFileSync(join(folder, "figure.svg"), "utf8");
      expect(svg.match(/class="cells"/g)).toHaveLength(2);
      expect(decode(readFileSync(join(folder, "figure.png"))).width).toBeGreaterThan(1000);
      const [site] = (await made(7)).sites;
      const row = attentionRow(site, queryAt(site.queryGrid, { x: 12, y: 8 }));
      const bytes = Uint8Array.from(readFileSync(join(folder, "row.npy")));
      expect(parse(bytes.buffer)).toMatchObject({ shape: [32, 32], data: row });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("over-seeds", async () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const request = source.seedRequests(cats.manifest, { psi: 0.8 });
    const atlas = await source.computeAtlas(cats, { seeds, request });
    const query = queryAt(atlas.queryGrid, { x: 12, y: 8 });
    const figures = (["position", "content", "total"] as const).map((name) => {
      const { value, interval } = atlas[name];
      return `${name} ${value.toFixed(3)}, 95 %: ${interval?.map((end) => end.toFixed(3)).join(" to ")}`;
    });
    expect(await output("over-seeds.mjs")).toEqual([
      ...figures,
      `largest mean weight ${Math.max(...source.atlasRow(atlas, query)).toFixed(4)}`,
      `most typical: seed ${source.rankedSeeds(atlas.typical, query)[0].seed}`,
      `most unusual: seed ${source.rankedSeeds(atlas.unusual, query)[0].seed}`,
    ]);
  });

  test("row-of-a-query", async () => {
    const [site] = (await made(7)).sites;
    const summary = summarizeRow(attentionRow(site, queryAt(site.queryGrid, { x: 12, y: 8 })));
    const { x, y } = cellOfKey(site.keyGrid, summary.topKey);
    expect(await output("row-of-a-query.mjs")).toEqual([
      `query 12,8 of g.attn reads most at ${x},${y}: ${summary.maxWeight.toFixed(4)}`,
      `entropy ${summary.entropy.toFixed(3)} of at most ${Math.log(1024).toFixed(3)} nats`,
    ]);
  });

  test("many-seeds", async () => {
    const [head, ...lines] = await output("many-seeds.mjs");
    expect(head).toBe("class,seed,meanDistance,longest");
    expect(lines.map((line) => line.split(",").slice(0, 2).join(" "))).toEqual(
      ["River", "Industrial"].flatMap((name) => [1, 2, 3].map((seed) => `${name} ${seed}`)),
    );
    const means = lines.map((line) => Number(line.split(",")[2]));
    expect(new Set(means).size).toBe(means.length);
    for (const mean of means) expect(mean).toBeGreaterThan(0);
    expect(Math.max(...means)).toBeLessThan(Number(lines[0].split(",")[3]));
  });

  test("from-a-still", async () => {
    const still = source.readStill(readBytes("public/stills/cats64-7.safetensors"), "x");
    const [site] = still.sites;
    const row = attentionRow(site, queryAt(site.queryGrid, still.provenance.query));
    const [first, second] = await output("from-a-still.mjs");
    expect(first).toBe(`still of seed 7: largest weight ${Math.max(...row).toFixed(4)}`);
    expect(second).toMatch(/^still of seed 8: \d{5} bytes, 1 site$/);
  });

  test("what-gamma-does", async () => {
    const learned = await made(7);
    const [{ gamma, share }] = learned.sites;
    const change = { ...source.NO_INTERVENTION, gammaScale: 0 };
    const { image } = await made(7, { interventions: { "g.attn": change } });
    const most = Math.max(...learned.image.map((value, at) => Math.abs(value - image[at])));
    expect(await output("what-gamma-does.mjs")).toEqual([
      `gamma ${gamma.toFixed(3)}, share of the layer's output ${share.toFixed(3)}`,
      `without attention a pixel changes by up to ${most.toFixed(3)} of 2`,
    ]);
  });

  test("no example is left out here, and the documentation names each", () => {
    // Folders are pages of other builders, which `npm run hosts` builds.
    const files = readdirSync(projectPath(EXAMPLES), { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
    const tests =
      readFileSync(projectPath("test/library/library.test.ts"), "utf8") +
      readFileSync(projectPath("test/browser/library.spec.ts"), "utf8");
    const guide = readFileSync(projectPath("docs/library.md"), "utf8");
    for (const file of files) {
      expect(tests, file).toContain(`${file}"`);
      expect(guide, file).toContain(`examples/${file}`);
    }
  });
});

test("latents by seed are NumPy's, times psi, with what else a recipe says", () => {
  const plain = source.latentOf({ seed: 7 }, 4);
  // numpy.random.RandomState(7).randn(4)
  expect(Array.from(plain, (value) => value.toFixed(6))).toEqual([
    "1.690526",
    "-0.465937",
    "0.032820",
    "0.407516",
  ]);
  expect(source.latentOf({ seed: 7, psi: 0.5, edits: { 1: 2 } }, 4)[1]).toBe(1);
  expect(() => source.latentOf({ seed: -1 }, 4)).toThrow(RangeError);
});

test("images become bytes as on the page: rounded, clamped", () => {
  expect(Array.from(source.imageBytes(Float32Array.of(-1, 1, 0, -2, 3)))).toEqual([0, 255, 128, 0, 255]);
});

test("what is thrown has a sentence, whatever it is", async () => {
  const missing = await source.createEngine({ source: source.modelFolder("dogs64") }).catch((error) => error);
  expect(missing).toBeInstanceOf(source.LensError);
  expect(source.errorSentence(missing)).toMatch(/dogs64.*was not found/);
  expect(source.errorSentence("a word")).toContain("a word");
});

const RESOLUTIONS = {
  Node: ["--module", "nodenext", "--types", "node"],
  "a bundler": ["--module", "esnext", "--moduleResolution", "bundler", "--types", ""],
};

for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
  test(`types are found by ${name}, and keep the two grids apart`, () => {
    const folder = projectPath(`.cache/types-${process.pid}-${resolution[1]}`);
    mkdirSync(folder, { recursive: true });
    const check = (code: string) => {
      const file = join(folder, "use.mts");
      writeFileSync(file, code);
      const args = [
        "--ignoreConfig",
        "--skipLibCheck",
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        ...resolution,
        file,
      ];
      const compiler = projectPath("node_modules/typescript/bin/tsc");
      return spawnSync(process.execPath, [compiler, ...args], { encoding: "utf8" }).stdout;
    };
    const use = (index: string) => `
      import { attentionRow, createEngine, type Engine, keyAt, queryAt } from "sagan-lens";
      export async function top(folder: URL): Promise<number> {
        const engine: Engine = await createEngine({ source: { folder } });
        const { sites: [site] } = await engine.preview({ z: new Float32Array(engine.manifest.latent.size) });
        const row: Float32Array = attentionRow(site, ${index}(site.queryGrid, { x: 1, y: 2 }));
        return Math.max(...row);
      }`;
    const element = (index: string) => `
      import type { SaganLensElement } from "sagan-lens/element";
      export async function top(lens: SaganLensElement | null): Promise<number> {
        await lens?.ready;
        lens?.addEventListener("query", ({ detail }) => document.title = detail.x + "," + detail.y);
        const found = document.querySelector("sagan-lens");
        found?.setAttribute("query", "1,2");
        return Math.max(...found?.attentionRow(${index}).row ?? [0]);
      }`;
    try {
      expect(check(use("queryAt"))).toBe("");
      expect(check(use("keyAt"))).toMatch(/TS2345/);
      expect(check(element("{ x: 1, y: 2 }"))).toBe("");
      expect(check(element("12"))).toMatch(/TS2345/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
