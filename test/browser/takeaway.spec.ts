/** Figures and numbers as files, downloaded from the page: what is in them is what the engine gives. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { queryAt } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { createEngine, latentOf, modelFolder } from "../../src/index.node";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import { clickCell, openLens, pictureSettled, watchFaults } from "../support/lens-page";

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
  await page.getByTestId("takeaway").locator("> summary").click();
  await expect(page.getByTestId("figure-preview")).toBeVisible();
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

  const picture = npy(await download(page, "Picture, NPY"));
  expect(picture.shape).toEqual([64, 64, 3]);
  near(picture.values, made.image);
  const pixels = csvParse((await download(page, "Picture, CSV")).bytes.toString());
  expect(pixels.flatMap(({ r, g, b }) => [r, g, b].map((value) => Math.fround(Number(value))))).toEqual(
    Array.from(picture.values),
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
