/** The command line as a program: its numbers are the engine's, its errors are sentences, and no file is left half written. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NO_INTERVENTION } from "../../src/attention/intervention";
import { attentionRow } from "../../src/attention/row";
import { summarizeRow } from "../../src/attention/summary";
import type { FigureSummary } from "../../src/cli/figure-command";
import { type Engine, type GenerateRequest, type Generation, latentOf, queryAt } from "../../src/index.node";
import { modelFolder } from "../../src/model/storage/packaged.node";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import { createEngine } from "../../src/runtime/api/engine.node";
import { readHash } from "../../src/viewer/address/address";
import { projectPath } from "../support/files";
import { type RunOptions, runNode } from "../support/node-program";
import { serveFolders } from "../support/static-server";

let cats: Engine;
let land: Engine;
beforeAll(async () => {
  cats = await createEngine({ source: modelFolder("cats64") });
  land = await createEngine({ source: modelFolder("eurosat64") });
});
afterAll(() => {
  cats.dispose();
  land.dispose();
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const figure = (args: readonly string[], options: RunOptions = {}) =>
  runNode("bin/sagan-lens.mjs", ["figure", ...args], { cwd: folder, ...options });

/** Runs it and expects that all goes well. */
async function made(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await figure(args);
  expect(stderr.split("\n").filter((line) => line !== "" && !/^\d+ of \d+ {2}/.test(line))).toEqual([]);
  expect(code).toBe(0);
  return stdout;
}

const ofSeed = (seed: number, more: Partial<GenerateRequest> = {}, psi = 0.8): Promise<Generation> =>
  cats.preview({ z: latentOf({ seed, psi }, 128), ...more });
const rowOf = ({ sites: [site] }: Generation, x: number, y: number): Float32Array =>
  attentionRow(site, queryAt(site.queryGrid, { x, y }));

function npy(file: string) {
  const bytes = readFileSync(join(folder, file));
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
}

describe("numbers", () => {
  test("a row as NPY is attentionRow of the engine, in its grid", async () => {
    expect(await made(["--seed", "7", "--query", "12,8", "-o", "row.npy"])).toBe("row.npy\n");
    const { data, shape, dtype } = npy("row.npy");
    expect({ shape, dtype }).toEqual({ shape: [32, 32], dtype: "f4" });
    expect(data).toEqual(rowOf(await ofSeed(7), 12, 8));
  });

  test("with truncated noise it is that of BigGAN's code", async () => {
    const args = ["--seed", "42", "--query", "12,8", "--noise", "truncated", "-o"];
    await made([...args, "row.npy"]);
    const z = latentOf({ seed: 42, psi: 0.8, noise: "truncated" }, 128);
    expect(z).not.toEqual(latentOf({ seed: 42, psi: 0.8 }, 128));
    const wanted = rowOf(await cats.preview({ z }), 12, 8);
    expect(npy("row.npy").data).toEqual(wanted);
    await made([...args, "row.svg"]);
    const figureFile = readFileSync(join(folder, "row.svg"), "utf8");
    expect(figureFile).toContain("|z / ψ| ≤ 2");
    expect(figureFile).toContain("noise=truncated");
    expect((await figure([...args.slice(0, 4), "--noise", "other", "-o", "other.npy"])).stderr).toContain(
      "--noise",
    );
  });

  test("rows of several queries as NPY and as CSV", async () => {
    const args = ["--seed", "7", "--query", "12,8", "--query", "20,9"];
    await made([...args, "-o", "rows.npy"]);
    await made([...args, "-o", "rows.csv"]);
    const { sites } = await ofSeed(7);
    const rows = [rowOf({ sites, image: new Float32Array() }, 12, 8), rowOf(await ofSeed(7), 20, 9)];
    const { data, shape } = npy("rows.npy");
    expect(shape).toEqual([2, 32, 32]);
    expect(data).toEqual(Float32Array.from(rows.flatMap((row) => [...row])));
    const table = csvParse(readFileSync(join(folder, "rows.csv"), "utf8"));
    expect(table.map(({ query }) => query)).toEqual([`${8 * 32 + 12}`, `${9 * 32 + 20}`]);
    table.forEach((line, at) => {
      expect(rows[at].every((weight, key) => Math.fround(Number(line[`key_${key}`])) === weight)).toBe(true);
    });
  });

  test("a row as CSV, with the column and row of each key", async () => {
    await made(["--seed", "7", "--query", "12,8", "-o", "row.csv"]);
    const table = csvParse(readFileSync(join(folder, "row.csv"), "utf8"));
    const row = rowOf(await ofSeed(7), 12, 8);
    expect(table).toHaveLength(1024);
    for (const { key_x, key_y, weight } of table) {
      expect(Math.fround(Number(weight))).toBe(row[Number(key_y) * 32 + Number(key_x)]);
    }
  });

  test("the whole matrix and the image", async () => {
    await made(["--seed", "7", "--what", "matrix", "-o", "all.npy"]);
    await made(["--seed", "7", "--what", "image", "-o", "image.npy"]);
    const generation = await ofSeed(7);
    const all = npy("all.npy");
    expect(all.shape).toEqual([1024, 1024]);
    for (const query of [0, 268, 1023]) {
      const row = (all.data as Float32Array).subarray(query * 1024, (query + 1) * 1024);
      expect(row).toEqual(rowOf(generation, query % 32, Math.floor(query / 32)));
    }
    const image = npy("image.npy");
    expect(image.shape).toEqual([64, 64, 3]);
    expect(image.data).toEqual(generation.image);
  });

  test("truncation, gamma, temperature and a snapshot are the engine's own", async () => {
    const [{ step }] = cats.manifest.snapshots;
    const change = { ...NO_INTERVENTION, gammaScale: -0.5, temperature: 2 };
    const wanted = await ofSeed(9, { interventions: { "g.attn": change }, snapshot: step }, 0.5);
    const options = ["--psi", ".5", "--gamma", "-0.5", "--temperature", "2", "--step", `${step}`];
    await made(["--seed", "9", ...options, "--what", "picture", "-o", "a.npy"]);
    await made(["--seed", "9", ...options, "--query", "3,4", "-o", "b.npy"]);
    expect(npy("a.npy").data).toEqual(wanted.image);
    expect(npy("b.npy").data).toEqual(rowOf(wanted, 3, 4));
  });

  test("classes are mixed by their weights; the summary says what was made", async () => {
    const classes = ["--class", "River:3", "--class", "Highway:1"];
    const args = ["--model", "eurosat64", "--seed", "31", "--query", "18,19", ...classes];
    const said = JSON.parse(await made([...args, "--json", "-o", "river.npy"])) as FigureSummary;
    const ids = land.manifest.classes?.map(({ id }) => id) ?? [];
    const river = Float32Array.from(ids, (id) => ({ River: 0.75, Highway: 0.25 })[id] ?? 0);
    const wanted = await land.preview({ z: latentOf({ seed: 31, psi: 0.8 }, 128), classWeights: river });
    const row = rowOf(wanted, 18, 19);
    const written = npy("river.npy").data as Float32Array;
    // Weights are rounded to six decimals.
    expect(Math.max(...written.map((weight, key) => Math.abs(weight - row[key])))).toBeLessThan(1e-4);
    const { entropy, maxWeight, topKey } = summarizeRow(written);
    expect(said).toMatchObject({ model: "eurosat64", backend: "wasm", site: "g.attn" });
    expect(said.files).toEqual([
      {
        file: "river.npy",
        seed: 31,
        gamma: wanted.sites[0].gamma,
        share: expect.closeTo(wanted.sites[0].share, 4),
        queries: [
          {
            ...{ x: 18, y: 19, entropy, maxWeight },
            sum: expect.closeTo(1, 5),
            maxEntropy: Math.log(1024),
            topKey: { x: topKey % 32, y: Math.floor(topKey / 32) },
          },
        ],
      },
    ]);
  });
});

describe("figures", () => {
  test("a PNG has the engine's colours in every cell, and says inside where it comes from", async () => {
    await made(["--seed", "7", "--query", "12,8", "--colormap", "magma", "--scale", "3", "-o", "fig.png"]);
    const png = decode(readFileSync(join(folder, "fig.png")));
    const generation = await ofSeed(7);
    const row = rowOf(generation, 12, 8);
    const top = Math.max(generation.sites[0].maxWeight, ...row);
    const table = colorTable("magma");
    const colorAt = (x: number, y: number) => {
      const at = (Math.floor(y) * png.width + Math.floor(x)) * 4;
      return [...png.data.slice(at, at + 3)];
    };
    // The map is the second tile: 24 of margin, 192 wide, 16 between; its frame and the query's mark cover some cells.
    row.forEach((weight, key) => {
      const [x, y] = [key % 32, Math.floor(key / 32)];
      if (x === 0 || y === 0 || x === 31 || y === 31 || Math.max(Math.abs(x - 12), Math.abs(y - 8)) < 2)
        return;
      const step = colorStep(weight, { top, curve: "root" }) * 3;
      const found = colorAt(3 * (232 + x * 6 + 3), 3 * (24 + y * 6 + 3));
      expect(found, `key ${x},${y}`).toEqual([...table.subarray(step, step + 3)]);
    });
    const { Description, Software } = png.text as Record<string, string>;
    expect(Software).toBe("SAGAN Lens");
    const address = /#v=1\S*/.exec(Description)?.[0] ?? "";
    expect(readHash(address).state).toMatchObject({ model: "cats64", seed: 7, query: { x: 12, y: 8 } });
  });

  test("its letters are there on a machine without fonts, and the same", async () => {
    const args = ["--seed", "7", "--query", "12,8"];
    await made([...args, "-o", "here.png"]);
    const nothing = join(folder, "fonts.conf");
    writeFileSync(nothing, "<fontconfig></fontconfig>");
    const bare = await figure([...args, "-o", "bare.png"], { env: { FONTCONFIG_FILE: nothing } });
    expect(bare.code).toBe(0);
    const [here, there] = ["here.png", "bare.png"].map((file) => decode(readFileSync(join(folder, file))));
    expect(there.data).toEqual(here.data);
    // "Generated image" below the first tile, in ink.
    let ink = 0;
    for (let y = 2 * 220; y < 2 * 236; y++) {
      for (let x = 2 * 24; x < 2 * 216; x++) if (here.data[(y * here.width + x) * 4] < 100) ink++;
    }
    expect(ink).toBeGreaterThan(300);
  });

  test("an SVG links to a lens that shows the same", async () => {
    const changes = ["--gamma", "0.5", "--psi", "1", "--scale-mode", "shown", "--map", "over"];
    const base = ["--link-base", "https://lens.example/a/"];
    await made(["--seed", "7", "--query", "12,8", "--query", "20,9", ...changes, ...base, "-o", "fig.svg"]);
    const svg = readFileSync(join(folder, "fig.svg"), "utf8");
    const link = new URL((/<a href="([^"]+)"/.exec(svg)?.[1] ?? "").replaceAll("&amp;", "&"));
    expect(`${link.origin}${link.pathname}`).toBe("https://lens.example/a/");
    const { state, refused } = readHash(link.hash);
    expect(refused).toEqual([]);
    expect(state).toMatchObject({
      seed: 7,
      psi: 1,
      scale: "pins",
      pins: [
        { x: 12, y: 8 },
        { x: 20, y: 9 },
      ],
      interventions: { "g.attn": { gammaScale: 0.5, temperature: 1 } },
    });
    expect(svg).toContain("with a change inside the layer");
    expect(svg.match(/class="cells"/g)).toHaveLength(2);
  });
});

describe("several seeds", () => {
  test("a range by name, each once", async () => {
    const said = await made(["--seed", "7-9,8", "--seed", "3", "--query", "1,1", "-o", "cat-{seed}.npy"]);
    expect(said).toBe("cat-7.npy\ncat-8.npy\ncat-9.npy\ncat-3.npy\n");
    for (const seed of [7, 8, 9, 3]) {
      expect(npy(`cat-${seed}.npy`).data).toEqual(rowOf(await ofSeed(seed), 1, 1));
    }
  });

  test("a folder, made where it is not there", async () => {
    await made(["--seed", "1,2", "--query", "1,1", "--format", "npy", "-o", "a/b/"]);
    expect(readdirSync(join(folder, "a/b"))).toEqual(["cats64-1.npy", "cats64-2.npy"]);
  });

  test("Ctrl-C ends between files and leaves none half written", async () => {
    const ended = await figure(["--seed", "1-2000", "--query", "1,1", "-o", "{seed}.png"], {
      onError: (said, end) => {
        // Twice, as npx does; but no more once it says that it ends.
        if (said.includes("2 of 2000") && !said.includes("Interrupted")) end("SIGINT");
      },
    });
    expect({ code: ended.code, signal: ended.signal }).toEqual({ code: 130, signal: null });
    const files = readdirSync(folder);
    expect(ended.stderr).toContain(`Interrupted: ${files.length} of 2000 files`);
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(files.length).toBeLessThan(2000);
    for (const file of files) {
      expect(file).toMatch(/^\d+\.png$/);
      expect(decode(readFileSync(join(folder, file))).height).toBeGreaterThan(0);
    }
  });
});

describe("what cannot be meant ends with 2, one sentence, and nothing written", () => {
  const plain = ["--seed", "7", "--query", "12,8", "-o", "x.png"];
  const without = (option: string) =>
    plain.filter((_, at) => plain[at] !== option && plain[at - 1] !== option);
  const cases: Readonly<Record<string, readonly [string[], RegExp]>> = {
    "no output": [without("-o"), /Required option '-o, --output <file>' not specified/],
    "no seed": [without("--seed"), /--seed/],
    "no query": [without("--query"), /No query is given/],
    "an unknown option": [[...plain, "--colour", "red"], /Unknown option '--colour'/],
    "something left over": [[...plain, "more"], /Too many arguments/],
    "a query outside": [[...without("--query"), "--query", "32,8"], /outside the grid of g.attn.*32 x 32/],
    "a query that is none": [[...without("--query"), "--query", "12;8"], /“12;8” is not a query/],
    "a query of three": [[...without("--query"), "--query", "1,2,3"], /is not a query/],
    "a negative query": [[...without("--query"), "--query", "-1,2"], /is not a query/],
    "nine queries": [
      [...without("--query"), ...Array.from({ length: 9 }, (_, x) => ["--query", `${x},0`]).flat()],
      /at most 8 queries, but 9/,
    ],
    "a seed that is none": [[...without("--seed"), "--seed", "seven"], /“seven” is not a seed/],
    "a seed too large": [[...without("--seed"), "--seed", "4294967296"], /0 to 4294967295/],
    "a range backwards": [[...without("--seed"), "--seed", "9-7"], /“9-7” is not a seed/],
    "too many seeds": [[...without("--seed"), "--seed", "0-4294967295"], /4294967296 seeds.*at most 10000/],
    "several seeds and one name": [
      [...without("--seed"), "--seed", "1-3"],
      /3 seeds.*x\.png.*such as x-\{seed\}\.png/,
    ],
    "a model that is not there": [[...plain, "--model", "dogs64"], /no model “dogs64”.*cats64, eurosat64/],
    "a way out of the folder": [[...plain, "--model", "../../etc"], /no model “\.\.\/\.\.\/etc”/],
    "a folder without models": [[...plain, "--models", "nowhere"], /contains no models/],
    "a class where there is none": [[...plain, "--class", "River"], /has no classes/],
    "an unknown class": [[...plain, "--model", "eurosat64", "--class", "Ocean"], /no class “Ocean”.*River/],
    "a weight of 0": [[...plain, "--model", "eurosat64", "--class", "River:0"], /“River:0” is not a class/],
    "a prototype's name": [
      [...plain, "--model", "eurosat64", "--class", "__proto__"],
      /no class “__proto__”/,
    ],
    "an unknown site": [[...plain, "--site", "d.attn"], /no attention site “d.attn”.*g\.attn/],
    "an unknown step": [[...plain, "--step", "3"], /no snapshot of step 3/],
    "psi beyond its bounds": [[...plain, "--psi", "2.5"], /“2.5”.*--psi.*0 to 2/],
    "psi that is no number": [[...plain, "--psi", "0x1"], /“0x1”/],
    "an unknown colour map": [[...plain, "--colormap", "jet"], /“jet”.*viridis, magma/],
    "a scale beyond": [[...plain, "--scale", "5"], /--scale.*1 to 4/],
    "an unknown format": [[...without("-o"), "-o", "x.gif"], /“x.gif” does not end in/],
    "no format": [[...without("-o"), "-o", "x"], /“x” does not end in/],
    "two formats": [[...plain, "--format", "svg"], /x\.png does not end in \.svg/],
    "an option of another format": [
      [...plain, "--what", "matrix"],
      /--what has no effect on a png.*csv or npy/,
    ],
    "a link that is none": [[...plain, "--link-base", "javascript:alert(1)"], /begins with http/],
  };
  for (const [name, [args, sentence]] of Object.entries(cases)) {
    test.concurrent(name, async () => {
      const own = mkdtempSync(join(tmpdir(), "cli-wrong-"));
      try {
        const { code, stdout, stderr } = await figure(args, { cwd: own });
        expect(stderr.replaceAll("\n", " ")).toMatch(sentence);
        expect(stderr).not.toMatch(/\bat .*:\d+:\d+|undefined|\[object/);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(readdirSync(own)).toEqual([]);
      } finally {
        rmSync(own, { recursive: true });
      }
    });
  }

  test("a file that is there stays, unless forced", async () => {
    const args = ["--seed", "7", "--query", "12,8", "-o", "mine.npy"];
    writeFileSync(join(folder, "mine.npy"), "mine");
    const refused = await figure(args);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/mine\.npy already exists\. Add --force/);
    expect(readFileSync(join(folder, "mine.npy"), "utf8")).toBe("mine");
    await made([...args, "--force"]);
    expect(npy("mine.npy").shape).toEqual([32, 32]);
  });
});

describe("work that fails ends with 1 and a sentence", () => {
  const args = ["--seed", "7", "--query", "12,8"];

  test("a damaged model", async () => {
    cpSync(projectPath("test/fixtures/two-sites"), join(folder, "models/broken"), { recursive: true });
    truncateSync(join(folder, "models/broken/generator.safetensors"), 1000);
    const { code, stderr } = await figure([
      ...args,
      "--models",
      "models",
      "--model",
      "broken",
      "-o",
      "x.png",
    ]);
    expect(stderr).toMatch(/generator\.safetensors ended after 1000 of/);
    expect(code).toBe(1);
    expect(existsSync(join(folder, "x.png"))).toBe(false);
  });

  test("a folder's name where a file should be, and a file's where a folder should be", async () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "file"), "");
    const inFile = await figure([...args, "-o", "file/x.png"]);
    expect(inFile.stderr).toMatch(/file\/x\.png could not be written: its folder is a file/);
    expect(inFile.code).toBe(1);
    mkdirSync(join(folder, "x.png"));
    // As the name of a folder it takes files instead.
    expect(await made([...args, "-o", "x.png"])).toBe("x.png/cats64-7.png\n");
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be written to", async () => {
    chmodSync(folder, 0o500);
    const { code, stderr } = await figure([...args, "-o", "x.png"]);
    expect(stderr).toMatch(/permission denied/);
    expect(code).toBe(1);
    chmodSync(folder, 0o700);
  });
});

test("models of another folder, and of the web", async () => {
  const models = projectPath("test/fixtures");
  const args = ["--model", "two-sites", "--seed", "5", "--query", "1,2", "--site"];
  const server = await serveFolders([{ path: "/models/", folder: models }]);
  try {
    const pooled = [...args, "g.pooled", "--models", models];
    const full = [...args, "g.full", "--models", `${server.origin}/models`];
    await made([...pooled, "-o", "pooled.npy"]);
    await made([...full, "-o", "full.npy"]);
    expect(npy("full.npy").shape).not.toEqual(npy("pooled.npy").shape);
  } finally {
    await server.close();
  }
});

test("help lists every option and ends well", async () => {
  const { code, stdout, stderr } = await figure(["--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const option of ["--seed", "--query", "--model", "--link-base", "--force", "--json"]) {
    expect(stdout).toContain(option);
  }
  const bare = await runNode("bin/sagan-lens.mjs", []);
  expect(bare.code).toBe(2);
  expect(bare.stderr).toContain("figure");
  expect((await runNode("bin/sagan-lens.mjs", ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("npx finds it in the project's folder, without a network", () => {
  const cache = join(folder, "npm");
  const { status, stdout, stderr } = spawnSync(
    process.platform === "win32" ? "npx.cmd" : "npx",
    ["--offline", "sagan-lens", "figure", "--seed", "7", "--query", "1,1", "-o", join(folder, "npx.npy")],
    { cwd: projectPath("."), encoding: "utf8", env: { ...process.env, npm_config_cache: cache } },
  );
  expect(stderr).toContain("1 of 1");
  expect(stdout).toContain("npx.npy");
  expect(status).toBe(0);
});
