/**
 * `npm run verify`: every model that has golden values, on every backend that Chromium offers, compared with PyTorch. With
 * `--json` one JSON line per model, backend and attention site; with `--backend wasm` on that backend alone (may be repeated). Fails
 * when an error is above the bound. With `--peers FOLDER` it compares checkpoints of other code bases instead (`verify/peers.ts`).
 */
import { existsSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { longestDistance } from "../src/attention/geometry";
import type { SiteIntervention } from "../src/attention/intervention";
import type { SafetensorsFile } from "../src/model/formats/safetensors";
import { BACKENDS, type BackendName } from "../src/runtime/api/types";
import type { Harness } from "../test/harness/harness";
import { HARNESS_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { entry, floats, largestDifference, projectPath, readWeights, toRows } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";
import { verifyPeers } from "./verify/peers";

/** Largest absolute error that counts as equal to PyTorch in single precision, for a model whose scores are moderate. */
const BOUND = 1e-5;
/** Where scores are so large that PyTorch's own single precision is off by more, this many times its error. */
const OWN_ERRORS = 4;
const RUNS = 2;

/**
 * The discriminator's rows spread over 256 keys and its gradient over 12,288 numbers: their entries are small, and so are their bounds.
 * A unit that rounding moves across 0 takes its whole part of the gradient along.
 */
const JUDGE_BOUNDS = { score: 1e-5, beta: 1e-7, gradient: 1e-6 };

/** The same for what is made of beta, and for images with a change inside the layer. */
const VIEW_BOUND = 1e-4;
const VIEWS = ["columns", "entropy", "largest", "neighbourhood", "dependence", "pairwise", "unary"] as const;
const CHANGES: Readonly<Record<string, Partial<SiteIntervention>>> = {
  gamma0: { gammaScale: 0 },
  temperature2: { temperature: 2 },
};

interface Line {
  readonly model: string;
  readonly backend: BackendName;
  readonly site: string;
  readonly imageError: number;
  readonly betaError: number;
  readonly rowSumError: number;
  /** What the two errors may be: `BOUND`, or a multiple of PyTorch's own single-precision error. */
  readonly imageBound: number;
  readonly betaBound: number;
  readonly runs: number;
}

/** Largest errors of the discriminator, over the golden images, each judged twice. */
interface JudgeLine {
  readonly model: string;
  readonly backend: BackendName;
  readonly site: "d.attn";
  readonly scoreError: number;
  readonly betaError: number;
  readonly gradientError: number;
  readonly scoreBound: number;
  readonly betaBound: number;
  readonly gradientBound: number;
}

/** Largest error of one view or of one changed image, over the golden latents. */
interface ViewLine {
  readonly model: string;
  readonly backend: BackendName;
  readonly view: string;
  readonly error: number;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    backend: { type: "string", multiple: true },
    peers: { type: "string" },
  },
});
if (values.peers !== undefined) {
  // The fastest that every machine has; others where they are asked for.
  const wanted = BACKENDS.filter((name) => (values.backend ?? ["wasm"]).includes(name));
  process.exit((await verifyPeers(values.peers, { json: values.json, backends: wanted })) ? 0 : 1);
}
const backends = BACKENDS.filter((name) => !values.backend || values.backend.includes(name));
const models = readdirSync(projectPath("public/models")).filter((id) =>
  existsSync(projectPath(`test/golden/${id}.safetensors`)),
);

await build({ configFile: projectPath("test/harness/vite.config.ts"), logLevel: "warn" });
const server = await serveFolders([{ path: HARNESS_PATH, folder: projectPath(".cache/harness") }]);
const browser = await launchChromium("gpu");
let failed = false;
try {
  const page = await browser.newPage();
  await page.goto(`${server.origin}${HARNESS_PATH}`);
  for (const model of models) {
    for (const backend of backends) {
      const opened = await page.evaluate(([id, name]) => window.harness.open(id, name), [
        model,
        backend,
      ] as const);
      if ("error" in opened) {
        failed = true;
        console.error(
          `${model} could not be opened on ${backend}: ${opened.error.code} ${JSON.stringify(opened.error.details)}`,
        );
        continue;
      }
      for (const line of await compare(page, model, backend)) {
        report(line);
        const { imageError, betaError, rowSumError, imageBound, betaBound } = line;
        if (imageError <= imageBound && betaError <= betaBound && rowSumError <= BOUND) continue;
        failed = true;
        console.error(
          `${model} on ${backend}: an error is above its bound (${imageBound}, ${betaBound}, ${BOUND}).`,
        );
      }
      const judged = await compareJudgements(page, model, backend);
      reportJudgements(judged);
      const { scoreError, betaError, gradientError, scoreBound, betaBound, gradientBound } = judged;
      if (!(scoreError <= scoreBound && betaError <= betaBound && gradientError <= gradientBound)) {
        failed = true;
        console.error(
          `${model} on ${backend}: an error of the discriminator is above its bound (${scoreBound}, ${betaBound}, ${gradientBound}).`,
        );
      }
      for (const line of await compareViews(page, model, backend)) {
        if (values.json) console.log(JSON.stringify(line));
        else console.log(`${model}  ${backend.padEnd(6)}  ${line.view}  ${line.error.toExponential(1)}`);
        if (line.error <= VIEW_BOUND) continue;
        failed = true;
        console.error(`${model} on ${backend}: the error of ${line.view} is above ${VIEW_BOUND}.`);
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed ? 1 : 0);

function report(line: Line): void {
  if (values.json) console.log(JSON.stringify(line));
  else {
    const errors = [line.imageError, line.betaError, line.rowSumError].map((error) => error.toExponential(1));
    console.log(
      `${line.model}  ${line.backend.padEnd(6)}  ${line.site}  picture ${errors[0]}  beta ${errors[1]}  row sums ${errors[2]}`,
    );
  }
}

function reportJudgements(line: JudgeLine): void {
  if (values.json) console.log(JSON.stringify(line));
  else {
    const errors = [line.scoreError, line.betaError, line.gradientError].map((error) =>
      error.toExponential(1),
    );
    console.log(
      `${line.model}  ${line.backend.padEnd(6)}  ${line.site}  score ${errors[0]}  beta ${errors[1]}  gradient ${errors[2]}`,
    );
  }
}

/** Runs every golden latent, twice. */
async function compare(page: Page, model: string, backend: BackendName): Promise<Line[]> {
  const golden = readWeights(`test/golden/${model}.safetensors`);
  const queries = Array.from(floats(golden, "rows").data);
  const z = floats(golden, "z");
  const image = floats(golden, "image");
  const [, channels, size] = image.shape;
  const lines = new Map<string, Line>();
  for (let run = 0; run < RUNS; run++) {
    for (let latent = 0; latent < z.shape[0]; latent++) {
      const made = await generate(page, Array.from(entry(z, latent)), queries, labelOf(golden, latent));
      const wanted = toRows(entry(image, latent), channels, size);
      const imageError = largestDifference(Float32Array.from(made.image), wanted);
      for (const site of made.sites) {
        const beta = entry(floats(golden, `${site.name.replace(/^g\./, "")}.beta`), latent);
        const betaError = largestDifference(Float32Array.from(site.rows.flat()), beta);
        const before = lines.get(site.name);
        lines.set(site.name, {
          model,
          backend,
          site: site.name,
          imageError: Math.max(imageError, before?.imageError ?? 0),
          betaError: Math.max(betaError, before?.betaError ?? 0),
          rowSumError: Math.max(site.rowSumError, before?.rowSumError ?? 0),
          imageBound: boundOf(golden, "image"),
          betaBound: boundOf(golden, "beta"),
          runs: RUNS,
        });
      }
    }
  }
  return [...lines.values()];
}

function generate(
  page: Page,
  z: number[],
  queries: number[],
  label: number | undefined,
): ReturnType<Harness["generate"]> {
  return page.evaluate(([a, b, c]) => window.harness.generate(a, b, c), [z, queries, label] as const);
}

function boundOf(golden: SafetensorsFile, of: "image" | "beta"): number {
  return Math.max(BOUND, OWN_ERRORS * floats(golden, `single.${of}`).data[0]);
}

/** Judges every golden image, twice. */
async function compareJudgements(page: Page, model: string, backend: BackendName): Promise<JudgeLine> {
  const golden = readWeights(`test/golden/${model}.safetensors`);
  const slopes = readWeights(`test/golden/${model}-gradient.safetensors`);
  const queries = Array.from(floats(golden, golden.tensors.has("d.rows") ? "d.rows" : "rows").data);
  const image = floats(golden, "image");
  const [latents, channels, size] = image.shape;
  let [scoreError, betaError, gradientError] = [0, 0, 0];
  for (let run = 0; run < RUNS; run++) {
    for (let latent = 0; latent < latents; latent++) {
      const judged = await page.evaluate(([a, b, c]) => window.harness.discriminate(a, b, c), [
        Array.from(toRows(entry(image, latent), channels, size)),
        queries,
        labelOf(golden, latent),
      ] as const);
      const rows = Float32Array.from(judged.rows.flat());
      const slope = toRows(entry(floats(slopes, "d.gradient"), latent), channels, size);
      scoreError = Math.max(scoreError, Math.abs(judged.score - floats(golden, "d.score").data[latent]));
      betaError = Math.max(betaError, largestDifference(rows, entry(floats(golden, "d.attn.beta"), latent)));
      gradientError = Math.max(gradientError, largestDifference(Float32Array.from(judged.gradient), slope));
    }
  }
  const bound = (of: keyof typeof JUDGE_BOUNDS) =>
    Math.max(JUDGE_BOUNDS[of], OWN_ERRORS * floats(slopes, `single.${of}`).data[0]);
  return {
    model,
    backend,
    site: "d.attn",
    scoreError,
    betaError,
    gradientError,
    scoreBound: bound("score"),
    betaBound: bound("beta"),
    gradientBound: bound("gradient"),
  };
}

/** The class of a golden latent, for a model with classes. */
function labelOf(golden: SafetensorsFile, latent: number): number | undefined {
  return golden.tensors.has("class") ? floats(golden, "class").data[latent] : undefined;
}

/** Views of the whole matrix, and images with a change inside the layer. */
async function compareViews(page: Page, model: string, backend: BackendName): Promise<ViewLine[]> {
  const golden = readWeights(`test/golden/${model}.safetensors`);
  const z = floats(golden, "z");
  const [, channels, size] = floats(golden, "image").shape;
  const queries = floats(golden, "attn.entropy").shape[1];
  const errors = new Map<string, number>();
  const note = (view: string, found: readonly number[], wanted: Float32Array) => {
    const error = largestDifference(Float32Array.from(found), wanted);
    errors.set(view, Math.max(error, errors.get(view) ?? 0));
  };
  for (let latent = 0; latent < z.shape[0]; latent++) {
    const values = Array.from(entry(z, latent));
    const indices = (name: string) => Array.from(floats(golden, name).data);
    const label = labelOf(golden, latent);
    const views = await page.evaluate(([a, b, c, d]) => window.harness.views(a, b, c, d), [
      values,
      indices("attn.columnKeys"),
      indices("attn.partRows"),
      label,
    ] as const);
    for (const view of VIEWS) note(view, views[0][view], entry(floats(golden, `attn.${view}`), latent));
    const { shape } = floats(golden, "attn.received");
    const mean = (sums: Float32Array) => sums.map((sum) => sum / queries);
    note(
      "meanRow",
      Array.from(mean(Float32Array.from(views[0].received))),
      mean(entry(floats(golden, "attn.received"), latent)),
    );
    // As a share of the longest distance on the grid, so that it is a number from 0 to 1 like the others.
    const width = Math.sqrt(queries);
    const longest = longestDistance({
      queryGrid: { width, height: width },
      keyGrid: { width, height: width },
    });
    const wantedDistance = entry(floats(golden, "attn.distance"), latent);
    note(
      "distance",
      views[0].distance.map((cells) => cells / longest),
      wantedDistance.map((cells) => cells / longest),
    );
    const side = Math.sqrt(shape[1]);
    const left = Array.from({ length: shape[1] }, (_, key) => key).filter((key) => key % side < side / 2);
    const changes = { ...CHANGES, maskLeft: { maskedKeys: left } };
    for (const [name, change] of Object.entries(changes)) {
      const image = await page.evaluate(([a, b, c]) => window.harness.intervened(a, b, c), [
        values,
        change,
        label,
      ] as const);
      note(name, image, toRows(entry(floats(golden, `image.${name}`), latent), channels, size));
    }
  }
  return [...errors].map(([view, error]) => ({ model, backend, view, error }));
}
