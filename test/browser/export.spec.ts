/** Figures and numbers as files, downloaded from the page: what is in them is what the engine gives. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { queryAt } from "../../src/attention/grid";
import { RegionMean } from "../../src/attention/region";
import { attentionRow } from "../../src/attention/row";
import { createEngine, latentOf, modelFolder } from "../../src/index.node";
import { readStill } from "../../src/model/formats/still";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import { SITE_PATH } from "../support/addresses";
import { readBytes } from "../support/files";
import { clickCell, openLens, openTask, pictureSettled, watchFaults } from "../support/lens-page";
import { wholeSummary } from "../support/sites";

/** Two runs of one backend on one machine may still round apart. */
const CLOSE = 1e-5;

async function download(page: Page, button: string): Promise<{ bytes: Buffer<ArrayBuffer>; name: string }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("takeaway").getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { bytes: Buffer.from(readFileSync(await file.path())), name: file.suggestedFilename() };
}

const npy = ({ bytes }: { bytes: Buffer<ArrayBuffer> }) => {
  const { data, shape } = parse(new Uint8Array(bytes).buffer);
  return { values: data as Float32Array, shape };
};

test("each export reproduces its numbers", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await page.getByRole("textbox", { name: "Seed" }).fill("7");
  await pictureSettled(page);
  await clickCell(page, 12, 8);
  await clickCell(page, 20, 9, ["Shift"]);
  await openTask(page, "export");
  await expect(page.getByTestId("figure-preview")).toBeVisible();
  await openTask(page, "export");
  const plain = page.getByTestId("takeaway").getByText("Plain", { exact: true });
  await plain.click();

  const engine = await createEngine({ source: modelFolder("cats64") });
  const made = await engine.preview({ z: latentOf({ seed: 7, psi: 0.8 }, 128) });
  engine.dispose();
  const [site] = made.sites;
  const rowOf = (x: number, y: number) => attentionRow(site, queryAt(site.queryGrid, { x, y }));
  const near = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
    expect(found.length).toBe(wanted.length);
    const off = Array.from(wanted, (value, at) => Math.abs(value - found[at]));
    expect(Math.max(...off)).toBeLessThan(CLOSE);
  };

  await expect(page.getByText("separated by commas, and the decimal sign is a point")).toBeVisible();
  const rowFile = await download(page, "Row, NPY");
  expect(rowFile.name).toBe("cats64-seed7-q12.8-20.9-row.npy");
  const row = npy(rowFile);
  expect(row.shape).toEqual([32, 32]);
  near(row.values, rowOf(20, 9));
  expect(row.values.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);

  const table = csvParse((await download(page, "Row, CSV")).bytes.toString());
  expect(table.map(({ weight }) => Math.fround(Number(weight)))).toEqual(Array.from(row.values));

  const matrix = npy(await download(page, "Whole matrix, NPY"));
  expect(matrix.shape).toEqual([1024, 1024]);
  const at = (9 * 32 + 20) * 1024;
  expect(matrix.values.subarray(at, at + 1024)).toEqual(row.values);
  near(matrix.values.subarray((8 * 32 + 12) * 1024, (8 * 32 + 13) * 1024), rowOf(12, 8));
  const lines = csvParse((await download(page, "Whole matrix, CSV")).bytes.toString());
  expect(lines).toHaveLength(1024);
  expect(Math.fround(Number(lines[9 * 32 + 20].key_40))).toBe(row.values[40]);

  const image = npy(await download(page, "Image, NPY"));
  expect(image.shape).toEqual([64, 64, 3]);
  near(image.values, made.image);
  const pixels = csvParse((await download(page, "Image, CSV")).bytes.toString());
  expect(pixels.flatMap(({ r, g, b }) => [r, g, b].map((value) => Math.fround(Number(value))))).toEqual(
    Array.from(image.values),
  );

  const svg = (await download(page, "SVG")).bytes.toString();
  const groups = [...svg.matchAll(/<g class="cells"[^>]*>(.*?)<\/g>/g)];
  expect(groups).toHaveLength(2);
  const hexOf = (weight: number) => {
    const step = colorStep(weight, { top: site.maxWeight, curve: "root" }) * 3;
    return Buffer.from(colorTable("viridis").subarray(step, step + 3)).toString("hex");
  };
  // The heaviest key of the second map begins a run of its own.
  const heaviest = row.values.indexOf(Math.max(...row.values));
  const [x, y] = [heaviest % 32, Math.floor(heaviest / 32)];
  expect(groups[1][1]).toContain(`x="${x}" y="${y}"`);
  expect(groups[1][1]).toContain(`fill="#${hexOf(row.values[heaviest])}"`);
  expect(svg).toContain("query 12, 8");
  expect(svg).toContain("seed=7");

  await page.getByTestId("takeaway").getByRole("combobox").selectOption("3");
  const png = decode((await download(page, "PNG")).bytes);
  const [, width] = /<svg[^>]* width="(\d+)"/.exec(svg) ?? [];
  expect(png.width).toBe(3 * Number(width));
  expect(png.text.Source).toContain("seed=7");
  expect(faults).toEqual({ console: [], foreign: [] });
});

/** Colours of the cells of the only map of a figure, in hex. */
function colorsOf(svg: string): string[] {
  const [[, inner]] = [...svg.matchAll(/<g class="cells"[^>]*>(.*?)<\/g>/g)];
  const found = new Array<string>(1024).fill("");
  for (const [, x, y, run, fill] of inner.matchAll(
    /<rect x="(\d+)" y="(\d+)" width="(\d+)" height="1" fill="#(\w{6})"\/>/g,
  )) {
    for (let step = 0; step < Number(run); step++) found[Number(y) * 32 + Number(x) + step] = fill;
  }
  return found;
}

test("the figure is of the current map: of a region, of the whole layer", async ({ page }) => {
  const region = [330, 331, 363];
  await openLens(page, `#v=1&seed=13&region=330-331,363&curve=linear`);
  await pictureSettled(page);
  await openTask(page, "export");
  await page.getByTestId("takeaway").getByText("Plain", { exact: true }).click();
  // The opened image is a still: its rows are the file's own.
  const [site] = readStill(readBytes("public/stills/cats64-13.safetensors"), "still").sites;
  const mean = new RegionMean(site).of(region);
  const colorOf = (value: number, top: number) => {
    const step = colorStep(value, { top, curve: "linear" }) * 3;
    return Buffer.from(colorTable("viridis").subarray(step, step + 3)).toString("hex");
  };
  // One backend's rounding may fall on the other side of a step.
  const expectColors = (svg: string, values: Float32Array, top: number) => {
    const found = colorsOf(svg);
    const wrong = Array.from(values).filter((value, at) =>
      [value, value - CLOSE, value + CLOSE].every((near) => colorOf(near, top) !== found[at]),
    );
    expect(wrong).toEqual([]);
  };
  const ofRegion = await download(page, "SVG");
  expect(ofRegion.name).toMatch(/-region\.svg$/);
  expectColors(ofRegion.bytes.toString(), mean, site.maxWeight);
  expect(ofRegion.bytes.toString()).toContain("average of 3 queries");

  await page.goto(`${SITE_PATH}#v=1&seed=13&map=entropy`);
  await openTask(page, "export");
  await expect(page.getByTestId("figure-preview")).toHaveAttribute("aria-label", /Entropy of each query/);
  const ofLayer = await download(page, "SVG");
  expect(ofLayer.name).toMatch(/-entropy\.svg$/);
  const { entropy } = wholeSummary(site);
  // Logarithms are a little less exact.
  const top = Math.log(1024);
  const found = colorsOf(ofLayer.bytes.toString());
  const steps = Array.from(entropy, (value, at) =>
    [-1e-4, 0, 1e-4].some((off) => colorOf(value + off, top) === found[at]),
  );
  expect(steps.indexOf(false)).toBe(-1);
});
