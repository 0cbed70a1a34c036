/**
 * Measures one case of `atlas` and prints its line. `cats64`: images are generated; `made`: N = 4,096 and M = 1,024, features of random numbers,
 * whose image is counted as four of cats64, as its attention has four times the entries.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Engine } from "../../src/index.node";
import { projectPath } from "../../test/support/files";
import { median, rounded } from "./statistics";

/** The default of the command line. */
const SEEDS = 200;
const TURNS = 5;
/** Seeds of one turn of the measurement of time. */
const FEW = 40;
const MEGABYTE = 2 ** 20;

/** The built library, as its users have it. */
const library: typeof import("../../src/index.node") = await import(projectPath("dist-lib/index.node.js"));
const { computeAtlas, createEngine, modelFolder, normalNoise, seedRequests } = library;

const kind = process.argv[2];
const engine = await createEngine({ source: modelFolder("cats64") });
const request = seedRequests(engine.manifest, { psi: 0.8 });
const seedsOf = (count: number) => Array.from({ length: count }, (_, seed) => seed);

/** An engine whose answers are there at once: what remains is the atlas alone. */
function madeEngine(): Engine {
  const [n, m, depth] = [4096, 1024, 8];
  const noise = normalNoise(1, (n + m) * depth + SEEDS);
  const site = {
    name: "g.attn",
    queryGrid: { width: 64, height: 64 },
    keyGrid: { width: 32, height: 32 },
    depth,
    gamma: 1,
    share: 0.1,
    maxWeight: 1,
    temperature: 1,
    keyMask: undefined,
  };
  let at = 0;
  const thumbnail = async () => {
    at = (at + 1) % SEEDS;
    const queries = noise.slice(at, at + n * depth);
    const keys = noise.slice(at + n * depth, at + (n + m) * depth);
    return { image: new Float32Array(128 * 128 * 3), sites: [{ ...site, queries, keys }] };
  };
  return { ...engine, thumbnail };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const generating = async () => {
  for (const seed of seedsOf(FEW)) await engine.thumbnail(request(seed));
};
const subject = kind === "made" ? madeEngine() : engine;
const atlas = (count: number) => () => computeAtlas(subject, { seeds: seedsOf(count), request });

// What as many images take is there before. What an atlas takes is measured before another one has been made.
for (const seed of seedsOf(SEEDS)) await engine.thumbnail(request(seed));
/** In MB, of this process. */
const status = (field: "VmRSS" | "VmHWM") =>
  Number(new RegExp(`^${field}:\\s*(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
const canTell = existsSync("/proc/self/clear_refs");
let peakMB: number | undefined;
const [n, m] = kind === "made" ? [4096, 1024] : [1024, 1024];
if (canTell) {
  (globalThis as { gc?: () => void }).gc?.();
  // 5 sets the peak back to what is resident now (proc(5)).
  writeFileSync("/proc/self/clear_refs", "5");
  const before = status("VmRSS");
  await atlas(SEEDS)();
  peakMB = Math.round(status("VmHWM") - before);
}

const generate: number[] = [];
const whole: number[] = [];
for (let turn = 0; turn < TURNS; turn++) {
  generate.push((await timed(generating)) / FEW);
  whole.push((await timed(atlas(FEW))) / FEW);
}
const generateMs = median(generate) * (kind === "made" ? 4 : 1);
const perSeedMs = median(whole) + (kind === "made" ? generateMs : 0);

engine.dispose();
console.log(
  JSON.stringify({
    name: "atlas",
    of: kind,
    n,
    m,
    perSeedOverGenerate: rounded(perSeedMs / generateMs),
    peakMB,
    boundMB: Math.round((3 * n * m * 4) / MEGABYTE + 20),
    generateMs: rounded(generateMs),
    perSeedMs: rounded(perSeedMs),
    seedsInTime: FEW,
    seedsInMemory: SEEDS,
  }),
);
