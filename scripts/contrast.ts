/**
 * `npm run contrast`: how clearly the overlay of the map shows on the image, for 100 seeds of each shipped model at the opening query:
 * the distance in CIELAB between what the overlay does to the five cells that are read most and to the five that are read least. Once as
 * the first visit shows it, once with the defaults of an address. Exit code 1 unless the smallest is more than what is just noticed.
 * `--json` for one JSON line a model and display.
 */
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { queryAt } from "../src/attention/grid";
import { attentionRow } from "../src/attention/row";
import { scaleTop } from "../src/attention/scale";
import type { AttentionSite } from "../src/attention/site";
import { classWeights } from "../src/latent/class-weights";
import { latentOf } from "../src/latent/latent";
import { Generator } from "../src/network/networks/generator";
import { overlayStyle, paintHeatMap } from "../src/render/heat-map";
import { startBackend } from "../src/runtime/backends/start-backend";
import { defaultLensState, FIRST_VISIT, type LensState } from "../src/viewer/state/lens-state";
import { AS_SEEDED } from "../src/viewer/state/recipe";
import { imagePixels } from "../src/viewer/views/image";
import { readManifest, readWeights } from "../test/support/files";
import { JUST_NOTICED, overlayContrast } from "./lib/overlay-contrast";

const MODELS = ["cats64", "eurosat64"];
const SEEDS = 100;
const CELLS = 5;

interface Display {
  readonly name: string;
  readonly state: LensState;
}
const DISPLAYS: readonly Display[] = [
  { name: "first visit", state: { ...defaultLensState, ...FIRST_VISIT } },
  { name: "defaults", state: defaultLensState },
];

interface Image {
  readonly seed: number;
  /** The opening query's row, [M]. */
  readonly row: Float32Array;
  readonly site: Pick<AttentionSite, "maxWeight" | "keyGrid">;
  /** Pixels at each side. */
  readonly size: number;
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray;
}

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const { resolve } = createRequire(import.meta.url);
const binary = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
await startBackend("wasm", { plain: binary("tfjs-backend-wasm"), simd: binary("tfjs-backend-wasm-simd") });

for (const model of MODELS) {
  const images = await imagesOf(model);
  for (const display of DISPLAYS) report(model, display, images);
}

function report(model: string, display: Display, images: readonly Image[]): void {
  const contrasts = images.map((image) => ({ seed: image.seed, contrast: contrastOf(image, display) }));
  const sorted = contrasts.map(({ contrast }) => contrast).sort((a, b) => a - b);
  const [least] = [...contrasts].sort((a, b) => a.contrast - b.contrast);
  const minimum = round(sorted[0]);
  const median = round((sorted[SEEDS / 2 - 1] + sorted[SEEDS / 2]) / 2);
  const line = {
    model,
    display: display.name,
    seeds: SEEDS,
    minimum,
    seedOfMinimum: least.seed,
    median,
    justNoticed: JUST_NOTICED,
  };
  if (values.json) console.log(JSON.stringify(line));
  else {
    console.log(
      `${model}, ${display.name}: minimum ${minimum} (seed ${least.seed}), median ${median}; just noticed ${JUST_NOTICED}`,
    );
  }
  if (!(minimum > JUST_NOTICED)) process.exitCode = 1;
}

async function imagesOf(model: string): Promise<Image[]> {
  const manifest = readManifest(model);
  const { weights } = manifest.generator;
  const generator = new Generator(manifest, readWeights(`public/models/${model}/${weights.path}`).tensors);
  const ids = manifest.classes?.map(({ id }) => id);
  const { psi, query } = defaultLensState;
  const images = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const z = latentOf({ seed, psi, ...AS_SEEDED }, manifest.latent.size);
    const { image, sites } = await generator.run({ z, ...(ids && { classWeights: classWeights({}, ids) }) });
    const [site] = sites;
    const row = attentionRow(site, queryAt(site.queryGrid, query));
    const { size } = manifest.image;
    images.push({ seed, row, site, size, pixels: imagePixels(image, size) });
  }
  return images;
}

function contrastOf({ row, site, size, pixels }: Image, { state }: Display): number {
  const top = scaleTop({
    mode: state.scale,
    absoluteMax: site.maxWeight,
    mapMax: Math.max(...row),
    pinMaxima: [],
  });
  const overlay = new Uint8ClampedArray(row.length * 4);
  paintHeatMap(row, { top, curve: state.curve }, overlayStyle(state, pixels), overlay);
  const order = Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
  const input = { pixels, size, overlay, grid: site.keyGrid };
  return overlayContrast(input, order.slice(0, CELLS), order.slice(-CELLS));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
