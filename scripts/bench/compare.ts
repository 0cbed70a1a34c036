/**
 * `compare`: the same generator on this engine, in onnxruntime-web and in PyTorch, one thread each, one after the other in turns.
 * The ratio counts, since it depends less on the machine and on what else runs there than milliseconds do.
 */
import type { Browser } from "@playwright/test";
import { HARNESS_PATH } from "../../test/support/addresses";
import { entry, floats, projectPath, readWeights } from "../../test/support/files";
import { serveFolders } from "../../test/support/static-server";
import type { Line } from "./line";
import { median, quantile, rounded } from "./statistics";
import { startTorch, writeOnnx } from "./torch";

const RUNS = 60;
/** Enough for the browser to have exchanged its quickly compiled WebAssembly for the optimised one. */
const WARM_UP = 12;
const RUNTIME_PATH = "/harness/onnxruntime/";
const MODEL_PATH = "/harness/onnx/";

/** @param model one without classes */
export async function benchCompare(browser: Browser, model: string): Promise<Line[]> {
  const { missing } = writeOnnx(model);
  if (missing) return [{ name: "compare", skipped: missing }];
  const server = await serveFolders([
    { path: RUNTIME_PATH, folder: projectPath("node_modules/onnxruntime-web/dist") },
    { path: MODEL_PATH, folder: projectPath(".cache/onnx") },
    { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
  ]);
  const torch = startTorch(model);
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}${HARNESS_PATH}`);
    const opened = await page.evaluate((id) => window.harness.open(id, "wasm"), model);
    if ("error" in opened) return [{ name: "compare", skipped: opened.error.code }];
    await page.evaluate(([folder, file]) => window.harness.openOnnx(folder, file), [
      `${server.origin}${RUNTIME_PATH}`,
      `${server.origin}${MODEL_PATH}${model}.onnx`,
    ] as const);

    const latent = Array.from(entry(floats(readWeights(`test/golden/${model}.safetensors`), "z"), 0));
    const players = {
      engine: (z: number[]) => page.evaluate((values) => window.harness.timePicture(values), z),
      onnx: (z: number[]) => page.evaluate((values) => window.harness.timeOnnx(values), z),
      torch: (z: number[]) => torch.image(z),
    };
    const names = Object.keys(players) as (keyof typeof players)[];
    const times: Record<keyof typeof players, number[]> = { engine: [], onnx: [], torch: [] };
    let [toOnnx, toTorch] = [0, 0];
    for (let run = -WARM_UP; run < RUNS; run++) {
      // Each image is of another latent, and each goes first in its turn.
      const z = latent.map((value) => value * (1 - run / 1000));
      const order = names.map((_, at) => names[(at + run + WARM_UP) % names.length]);
      const images = new Map<string, number[]>();
      for (const name of order) {
        const { ms, image } = await players[name](z);
        if (run >= 0) times[name].push(ms);
        images.set(name, image);
      }
      const [engine, onnx, reference] = names.map((name) => images.get(name) ?? []);
      toOnnx = Math.max(toOnnx, largestDifference(engine, onnx));
      toTorch = Math.max(toTorch, largestDifference(engine, reference));
    }
    const line = (player: keyof typeof players, on: string): Line => ({
      name: "compare",
      player,
      on,
      threads: 1,
      median: rounded(median(times[player])),
      p10: rounded(quantile(times[player], 0.1)),
      p90: rounded(quantile(times[player], 0.9)),
      unit: "ms",
      runs: RUNS,
    });
    return [
      line("engine", "wasm"),
      line("onnx", "wasm"),
      line("torch", "cpu"),
      {
        name: "ratio",
        model,
        ratioToOnnxWasm: rounded(median(times.engine) / median(times.onnx)),
        ratioToTorch: rounded(median(times.engine) / median(times.torch)),
        differenceToOnnx: rounded(toOnnx),
        differenceToTorch: rounded(toTorch),
      },
    ];
  } finally {
    await page.close();
    torch.close();
    await server.close();
  }
}

/** Largest difference between an image [size, size, channels] and one [channels, size, size]. */
function largestDifference(last: readonly number[], first: readonly number[]): number {
  if (last.length !== first.length || last.length === 0) throw new Error("the pictures differ in size");
  const channels = 3;
  const area = last.length / channels;
  let largest = 0;
  for (let at = 0; at < area; at++) {
    for (let c = 0; c < channels; c++) {
      largest = Math.max(largest, Math.abs(last[at * channels + c] - first[c * area + at]));
    }
  }
  return largest;
}
