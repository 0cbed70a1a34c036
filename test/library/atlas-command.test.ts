/** `sagan-lens atlas` as a program: its numbers are the library's, its files can be read, and nothing is left half written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { parse } from "npyjs";
import { unzip } from "unzipit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AtlasSummary } from "../../src/cli/atlas-command";
import { memorySource } from "../../src/importing/readers/sources";
import {
  atlasDeviation,
  atlasRow,
  computeAtlas,
  createEngine,
  modelFolder,
  NO_INTERVENTION,
  type QueryIndex,
  rankedSeeds,
  seedRequests,
} from "../../src/index.node";
import { readAtlas } from "../../src/runtime/atlas/file/read-atlas";
import { projectPath } from "../support/files";
import { type RunOptions, runNode } from "../support/node-program";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "atlas-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const atlas = (args: readonly string[], options: RunOptions = {}) =>
  runNode("bin/sagan-lens.mjs", ["atlas", ...args], { cwd: folder, ...options });

/** Runs it and expects that all goes well. */
async function made(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await atlas(args);
  expect(
    stderr.split("\n").filter((line) => line !== "" && !/^\d+ of \d+ seeds(, \d+ s left)?$/.test(line)),
  ).toEqual([]);
  expect(code).toBe(0);
  return stdout;
}

async function fromLibrary(
  model: string,
  options: Parameters<typeof seedRequests>[1],
  seeds: number[],
  more = {},
) {
  const engine = await createEngine({ source: modelFolder(model) });
  try {
    return await computeAtlas(engine, { seeds, request: seedRequests(engine.manifest, options), ...more });
  } finally {
    engine.dispose();
  }
}

async function npz(file: string) {
  const { entries } = await unzip(new Uint8Array(readFileSync(join(folder, file))));
  return {
    names: Object.keys(entries),
    text: (name: string) => entries[name].text(),
    array: async (name: string) => {
      const { data, shape } = parse(await entries[`${name}.npy`].arrayBuffer());
      return { data, shape };
    },
  };
}

test("an NPZ file has every array of the library's atlas, and where it comes from", async () => {
  const args = [
    "--model",
    "eurosat64",
    "--seeds",
    "3-6",
    "--psi",
    "0.5",
    "--effects",
    "-o",
    "a.npz",
    "--json",
  ];
  const said = JSON.parse(await made(args)) as AtlasSummary;
  // Without --class the classes take turns.
  const wanted = await fromLibrary("eurosat64", { psi: 0.5 }, [3, 4, 5, 6], { withEffects: true });
  const { names, text, array } = await npz("a.npz");
  const manifest = JSON.parse(readFileSync(projectPath("public/models/eurosat64/model.json"), "utf8"));
  const provenance = {
    model: "eurosat64",
    weights: manifest.generator.weights.sha256,
    step: null,
    site: "g.attn",
    seeds: "3-6",
    seedCount: 4,
    psi: 0.5,
    classes: "in turn",
    gamma: 1,
    temperature: 1,
  };
  expect(JSON.parse(await text("provenance.json"))).toEqual(provenance);
  expect(said).toMatchObject({ ...provenance, file: "a.npz", backend: "wasm", position: wanted.position });
  expect(said.content).toEqual(wanted.content);
  expect(said.total).toEqual(wanted.total);
  expect(said.effect).toBeGreaterThan(0);

  // The page of statistics opens it.
  const opened = await readAtlas(memorySource("a.npz", readFileSync(join(folder, "a.npz"))));
  expect(opened.provenance).toEqual(provenance);
  for (const name of ["rows", "position", "typical", "unusual", "image", "effects"] as const) {
    expect(opened.atlas[name], name).toEqual(wanted[name]);
  }

  expect((await array("seeds")).data).toEqual(Uint32Array.of(3, 4, 5, 6));
  const { value, interval } = wanted.position;
  expect((await array("position")).data).toEqual(Float64Array.of(value, ...(interval ?? [])));
  for (const [name, values, shape] of [
    ["content_map", wanted.contentMap, [32, 32]],
    ["entropy_deviation_map", wanted.entropyDeviationMap, [32, 32]],
    ["received", wanted.received, [32, 32]],
    ["displacements", wanted.displacements.shares, [63, 63]],
    ["mean_image", wanted.image, [64, 64, 3]],
    ["unusual_seeds", wanted.unusual.seeds, [32, 32, 4]],
    ["seed_effects", Float64Array.from(wanted.effects ?? []), [4]],
  ] as const) {
    expect(await array(name), name).toEqual({ data: values, shape });
  }
  const rows = await array("mean_rows");
  const deviations = await array("row_deviations");
  expect([rows.shape, deviations.shape]).toEqual([Array(4).fill(32), Array(4).fill(32)]);
  for (const query of [0, 268, 1023] as QueryIndex[]) {
    const part = (data: unknown) => (data as Float32Array).subarray(query * 1024, (query + 1) * 1024);
    expect(part(rows.data)).toEqual(atlasRow(wanted, query));
    expect(part(deviations.data)).toEqual(atlasDeviation(wanted, query));
  }
  expect(names).toHaveLength(26);
});

test("a CSV file has a line for each query; classes and changes inside the layer are the engine's own", async () => {
  const args = [
    "--model",
    "eurosat64",
    "--seeds",
    "1,5",
    "--class",
    "River",
    "--temperature",
    "2",
    "-o",
    "a.csv",
  ];
  const lines = (await made(args)).split("\n");
  const interventions = { "g.attn": { ...NO_INTERVENTION, temperature: 2 } };
  const wanted = await fromLibrary("eurosat64", { psi: 0.8, classes: { River: 1 }, interventions }, [1, 5]);
  expect(lines[0]).toMatch(/^position 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)$/);
  expect(lines[0]).toContain(wanted.position.value.toFixed(3));
  expect(lines.slice(3)).toEqual(["a.csv", ""]);
  const table = csvParse(readFileSync(join(folder, "a.csv"), "utf8"));
  expect(table).toHaveLength(1024);
  table.forEach((line, j) => {
    expect([line.query_x, line.query_y]).toEqual([`${j % 32}`, `${Math.floor(j / 32)}`]);
    expect(Math.fround(Number(line.content))).toBe(wanted.contentMap[j]);
    expect(Math.fround(Number(line.entropy))).toBe(wanted.entropyMap[j]);
    const typical = rankedSeeds(wanted.typical, j as QueryIndex).map(({ seed }) => seed);
    expect(line.typical_seeds).toBe(typical.join(" "));
  });
});

test("Ctrl-C ends it with what was done, and leaves no file", async () => {
  const ended = await atlas(["--seeds", "0-999", "-o", "a.npz"], {
    onError: (said, end) => {
      if (said.includes("of 1000 seeds") && !said.includes("Interrupted")) end("SIGINT");
    },
  });
  expect({ code: ended.code, signal: ended.signal }).toEqual({ code: 130, signal: null });
  expect(ended.stderr).toMatch(/Interrupted after \d+ of 1000 seeds\. Nothing was written\./);
  expect(readdirSync(folder)).toEqual([]);
});

describe("what cannot be meant ends with 2, one sentence, and nothing written", () => {
  const cases: Readonly<Record<string, readonly [string[], RegExp]>> = {
    "another format": [["-o", "a.npy"], /“a\.npy” does not end in.*\.npz or \.csv/],
    "no output": [["--seeds", "1-2"], /'-o, --output <file>' not specified/],
    "seeds that are none": [["--seeds", "a-b", "-o", "a.npz"], /“a-b” is not a seed/],
    "a class where there is none": [["--seeds", "1", "--class", "River", "-o", "a.npz"], /has no classes/],
    "an unknown site": [
      ["--seeds", "1", "--site", "d.attn", "-o", "a.npz"],
      /no attention site “d.attn”.*g\.attn/,
    ],
    "an unknown model": [["--model", "dogs64", "-o", "a.npz"], /no model “dogs64”/],
  };
  for (const [name, [args, sentence]] of Object.entries(cases)) {
    test(name, async () => {
      const { code, stdout, stderr } = await atlas(args);
      expect(stderr.replaceAll("\n", " ")).toMatch(sentence);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(readdirSync(folder)).toEqual([]);
    });
  }

  test("a file that is there stays, unless forced", async () => {
    writeFileSync(join(folder, "a.csv"), "mine");
    const refused = await atlas(["--seeds", "1", "-o", "a.csv"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/a\.csv already exists\. Add --force/);
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("mine");
    // A single seed has no interval.
    const said = await made(["--seeds", "1", "--force", "-o", "a.csv"]);
    expect(said).toMatch(/^position (0\.\d{3})\ncontent 0\.000\ntotal \1\na\.csv\n$/);
  });
});

test("figure --seeds writes a batch of figures with one opened model", async () => {
  const args = ["figure", "--seeds", "7-9", "--seed", "3", "--query", "1,1", "-o", "cat-{seed}.svg"];
  const { code, stdout } = await runNode("bin/sagan-lens.mjs", args, { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "cat-3.svg\ncat-7.svg\ncat-8.svg\ncat-9.svg\n" });
  expect(readdirSync(folder)).toHaveLength(4);
});
