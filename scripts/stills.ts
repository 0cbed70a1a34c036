/**
 * `npm run stills`: makes the shipped stills again, with the shipped generator, and the gallery's index and thumbnails. Run
 * it after a model has changed. Runs in Node on the plain JavaScript backend; a Chromium only packs the thumbnails.
 */
import "@tensorflow/tfjs-backend-cpu";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { setBackend } from "@tensorflow/tfjs-core";
import { classWeights } from "../src/latent/class-weights";
import { latentOf } from "../src/latent/latent";
import { writeStill } from "../src/model/formats/still";
import { Generator } from "../src/network/networks/generator";
import { stillFile } from "../src/viewer/files/still-file";
import { AS_SEEDED } from "../src/viewer/state/recipe";
import { imageByte } from "../src/viewer/views/image";
import { projectPath, readManifest, readWeights } from "../test/support/files";
import { findChromium } from "./lib/chromium.mjs";

interface Chosen {
  readonly seed: number;
  readonly query: { readonly x: number; readonly y: number };
  /** For a model with classes. */
  readonly class?: string;
}

/** Chosen by eye, each with a query whose row reaches far. The first one of the first model opens the page. */
const SHELVES: readonly {
  readonly model: string;
  readonly psi: number;
  readonly chosen: readonly Chosen[];
}[] = [
  {
    model: "cats64",
    psi: 0.8,
    chosen: [
      { seed: 4, query: { x: 12, y: 12 } },
      { seed: 78, query: { x: 8, y: 17 } },
      { seed: 20, query: { x: 12, y: 19 } },
      { seed: 16, query: { x: 11, y: 11 } },
      { seed: 48, query: { x: 9, y: 16 } },
      { seed: 36, query: { x: 14, y: 23 } },
      { seed: 13, query: { x: 12, y: 13 } },
      { seed: 62, query: { x: 11, y: 17 } },
      { seed: 27, query: { x: 7, y: 17 } },
      { seed: 42, query: { x: 13, y: 23 } },
      { seed: 7, query: { x: 12, y: 12 } },
      { seed: 46, query: { x: 6, y: 14 } },
    ],
  },
  {
    model: "eurosat64",
    psi: 0.8,
    chosen: [
      { seed: 31, class: "River", query: { x: 18, y: 19 } },
      { seed: 42, class: "Highway", query: { x: 8, y: 3 } },
      { seed: 30, class: "AnnualCrop", query: { x: 15, y: 7 } },
      { seed: 6, class: "Industrial", query: { x: 19, y: 6 } },
      { seed: 2, class: "PermanentCrop", query: { x: 5, y: 3 } },
      { seed: 8, class: "Residential", query: { x: 26, y: 6 } },
      { seed: 11, class: "River", query: { x: 14, y: 7 } },
      { seed: 15, class: "Highway", query: { x: 25, y: 16 } },
      { seed: 34, class: "AnnualCrop", query: { x: 18, y: 12 } },
      { seed: 13, class: "Industrial", query: { x: 11, y: 14 } },
      { seed: 18, class: "PermanentCrop", query: { x: 13, y: 19 } },
      { seed: 22, class: "Residential", query: { x: 14, y: 13 } },
    ],
  },
];

await setBackend("cpu");
const folder = projectPath("public/stills/");
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) rmSync(`${folder}${file}`);

const shelves = [];
for (const { model, psi, chosen } of SHELVES) {
  const manifest = readManifest(model);
  const { weights } = manifest.generator;
  const generator = new Generator(manifest, readWeights(`public/models/${model}/${weights.path}`).tensors);
  const { size, channels } = manifest.image;
  const ids = manifest.classes?.map(({ id }) => id);
  const images: Uint8Array[] = [];
  const stills = [];
  for (const { seed, query, class: name } of chosen) {
    const classes: Record<string, number> = name ? { [name]: 1 } : {};
    const z = latentOf({ seed, psi, ...AS_SEEDED }, manifest.latent.size);
    const { image, sites } = await generator.run({
      z,
      ...(ids && { classWeights: classWeights(classes, ids) }),
    });
    // Clamped and rounded as a canvas would.
    const data = new Uint8Array(Uint8ClampedArray.from(image, imageByte));
    const recipe = { seed, psi, classes, query };
    const provenance = { model, weights: weights.sha256, ...recipe };
    const file = stillFile(model, seed);
    writeFileSync(`${folder}${file}`, writeStill({ provenance, image: { size, channels, data }, sites }));
    images.push(data);
    stills.push({ file, ...recipe });
  }
  generator.dispose();
  const sprite = `${model}-thumbnails.webp`;
  writeFileSync(`${folder}${sprite}`, await packThumbnails(images, size, channels));
  shelves.push({ model, sprite, stills });
  console.log(`${stills.length} stills of ${model} in public/stills`);
}
const index = { format: "sagan-lens-gallery", version: 1, shelves };
writeFileSync(`${folder}index.json`, `${JSON.stringify(index, null, 1)}\n`);

/** All images side by side as one WebP. */
async function packThumbnails(images: Uint8Array[], size: number, channels: number): Promise<Buffer> {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Error("The thumbnails need a Chromium. Install one, or name it in CHROME_PATH.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const url = await page.evaluate(
      ({ bytes, side, depth }) => {
        const canvas = document.createElement("canvas");
        canvas.width = side * bytes.length;
        canvas.height = side;
        const context = canvas.getContext("2d");
        if (!context) throw new Error("no 2d canvas");
        bytes.forEach((image, at) => {
          const tile = new ImageData(side, side);
          for (let pixel = 0; pixel < side * side; pixel++) {
            for (let c = 0; c < 3; c++)
              tile.data[pixel * 4 + c] = image[pixel * depth + (depth === 3 ? c : 0)];
            tile.data[pixel * 4 + 3] = 255;
          }
          context.putImageData(tile, at * side, 0);
        });
        return canvas.toDataURL("image/webp", 0.9);
      },
      { bytes: images.map((image) => [...image]), side: size, depth: channels },
    );
    return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  } finally {
    await browser.close();
  }
}
