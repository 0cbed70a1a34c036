/**
 * Measures time or memory of one case of `atlas` and prints its figures: `atlas-run.ts CASE time|atlas|images`. `cats64`: images are generated; `made`: N = 4,096 and M = 1,024, features of random numbers,
 * whose image is counted as four of cats64, as its attention has four times the entries.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Engine } from "../../src/index.node";
import { projectPath } from "../../test/support/files";
import { median, rounded } from "./statistics";

/** The default of the command line. */
const SEEDS = 200;
const TURNS = 5;
/** Seeds of one turn of the measurement of time. */
const FEW = 40;

/** The built library, as its users have it. */
const library: typeof import("../../src/index.node") = await import(projectPath("dist-lib/index.node.js"));
const { computeAtlas, createEngine, modelFolder, normalNoise, seedRequests } = library;

const subjectKind = process.argv[2] === "made" ? "made" : "cats64";
/** An image counts as so many of cats64. */
const IMAGES = { cats64: 1, made: 4 };
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

interface Spent {
  /** ms */
  readonly wall: number;
  /** ms of this process on all processors. */
  readonly processor: number;
}

async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - begun, processor: (user + system) / 1000 };
}

const generating = async () => {
  for (const seed of seedsOf(FEW)) await engine.thumbnail(request(seed));
};
const subject = subjectKind === "made" ? madeEngine() : engine;
const atlas = (count: number) => () => computeAtlas(subject, { seeds: seedsOf(count), request });

const task = process.argv[3];
const figures = task === "time" ? await timeOf() : await peakOf(task === "atlas");
engine.dispose();
console.log(JSON.stringify(figures));

/** The largest resident memory of this process, in MB, after an atlas or as many images alone; `undefined` where the system does not tell. */
async function peakOf(withAtlas: boolean) {
  if (withAtlas) await atlas(SEEDS)();
  else for (const seed of seedsOf(SEEDS)) await subject.thumbnail(request(seed));
  if (!existsSync("/proc/self/status")) return {};
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return { peakMB: Number(kilobytes) / 1024 };
}

/** Medians of turns. Processor time is less disturbed by what else runs on the computer. */
async function timeOf() {
  await generating();
  await atlas(10)();
  const images: Spent[] = [];
  const whole: Spent[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    images.push(await spent(generating));
    whole.push(await spent(atlas(FEW)));
  }
  const figures = (kind: keyof Spent) => {
    const generate = (median(images.map((one) => one[kind])) / FEW) * IMAGES[subjectKind];
    const atlasAlone = median(whole.map((one) => one[kind])) / FEW;
    return { generate, perSeed: atlasAlone + (subjectKind === "made" ? generate : 0) };
  };
  const wall = figures("wall");
  const processor = figures("processor");
  return {
    perSeedOverGenerate: rounded(wall.perSeed / wall.generate),
    byProcessorTime: rounded(processor.perSeed / processor.generate),
    generateMs: rounded(wall.generate),
    perSeedMs: rounded(wall.perSeed),
    seedsInTime: FEW,
    seedsInMemory: SEEDS,
  };
}
