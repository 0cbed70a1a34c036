/** Figures and tables: what is in the file is what was computed. */
import { createCanvas } from "@napi-rs/canvas";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { expect, test } from "vitest";
import { type Grid, queryAt } from "../../src/attention/grid";
import { keyNormalisersOf } from "../../src/attention/over-queries";
import { attentionRow } from "../../src/attention/row";
import { matrixHead, matrixLine, pictureCsv, rowCsv } from "../../src/export/csv";
import type { FigureInput } from "../../src/export/figure";
import { layoutFigure } from "../../src/export/figure-layout";
import { paintFigure } from "../../src/export/figure-paint";
import { figureSvg } from "../../src/export/figure-svg";
import { npyFile } from "../../src/export/npy";
import { encodePng, enlarged } from "../../src/export/png";
import { layerFigure, queryFigure, regionFigure } from "../../src/export/query-figure";
import { wrapped } from "../../src/export/wrap-text";
import { en } from "../../src/locales/en/page";
import { figureWords } from "../../src/locales/figure-words";
import { ko } from "../../src/locales/ko/page";
import { readStill } from "../../src/model/formats/still";
import { colorTable } from "../../src/render/colormap";
import { type ColorScale, colorStep } from "../../src/render/heat-map";
import { imageFromStill } from "../../src/viewer/views/image";
import { readBytes } from "../support/files";
import { wholeSummary } from "../support/sites";

const still = readStill(readBytes("public/stills/cats64-78.safetensors"), "still");
const [site] = still.sites;
const image = imageFromStill(still);
const cells = [
  { x: 8, y: 17 },
  { x: 20, y: 9 },
];
const rows = cells.map((cell) => attentionRow(site, queryAt(site.queryGrid, cell)));
const scale = { top: site.maxWeight, curve: "root" } as const;

function figure(change: Partial<FigureInput> = {}) {
  return layoutFigure({
    image: { width: image.size, height: image.size, pixels: image.pixels },
    queryGrid: site.queryGrid,
    tiles: cells.map((query, at) => ({
      label: `query ${query.x}, ${query.y}`,
      queries: [query],
      values: rows[at],
      grid: site.keyGrid,
    })),
    scale,
    colormap: "viridis",
    uniform: 1 / rows[0].length,
    text: {
      image: "Picture",
      axis: "weight β",
      uniform: "1/M",
      caption: 'A <b>"caption"</b> & more',
      provenance: "cats64, seed 78",
    },
    link: "https://lens.example/#v=1&seed=78",
    ...change,
  });
}

test("every cell of the SVG has the colour of its weight", () => {
  const svg = figureSvg(figure());
  expect(colorsOf(svg, site.keyGrid)).toEqual(rows.map((row) => colorsFor(row, scale)));
});

test("the SVG holds the picture's bytes, escapes what it is given, and keeps where it comes from", () => {
  const svg = figureSvg(figure());
  const [, letters] = /base64,([^"]+)"/.exec(svg) ?? [];
  const decoded = decode(Buffer.from(letters, "base64"));
  expect(Array.from(decoded.data)).toEqual(
    Array.from(enlarged({ width: 64, height: 64, pixels: image.pixels }, 4).pixels),
  );
  expect(svg).toContain("<desc>A &lt;b&gt;&quot;caption&quot;&lt;/b&gt; &amp; more</desc>");
  expect(svg).toContain('href="https://lens.example/#v=1&amp;seed=78"');
  expect(svg).not.toContain("<b>");
  // Tools that know only SVG 1.1 find the photograph under the older name.
  const references = (name: string) =>
    [...svg.matchAll(new RegExp(` ${name}="([#d][^"]*)"`, "g"))].map(([, target]) => target);
  expect(references("xlink:href")).toEqual(references("href"));
  expect(references("href").some((target) => target.startsWith("data:image/png"))).toBe(true);
});

const made = {
  image: { width: image.size, height: image.size, pixels: image.pixels },
  site,
  colormap: "viridis",
  curve: "linear",
  origin: { model: "cats64", seed: 78, psi: 0.8, classes: {}, snapshot: null, changed: false },
  words: figureWords(en, "beta", "linear", "nats"),
} as const;

/** Hex colours of a figure's cells, for each of its maps. */
function colorsOf(svg: string, { width, height }: Grid): string[][] {
  return [...svg.matchAll(/<g class="cells"[^>]*>(.*?)<\/g>/g)].map(([, inner]) => {
    const found = new Array<string>(width * height).fill("");
    for (const [, x, y, run, fill] of inner.matchAll(
      /<rect x="(\d+)" y="(\d+)" width="(\d+)" height="1" fill="#(\w{6})"\/>/g,
    )) {
      for (let step = 0; step < Number(run); step++) found[Number(y) * width + Number(x) + step] = fill;
    }
    return found;
  });
}

const colorsFor = (values: Float32Array, over: ColorScale) => {
  const table = colorTable("viridis");
  return Array.from(values, (value) => {
    const step = colorStep(value, over) * 3;
    return Buffer.from(table.subarray(step, step + 3)).toString("hex");
  });
};

test("a region's figure has its mean row, and one border around all of it", () => {
  const region = [
    { x: 4, y: 6 },
    { x: 5, y: 6 },
    { x: 5, y: 7 },
  ];
  const values = new Float32Array(1024);
  for (const cell of region) {
    attentionRow(site, queryAt(site.queryGrid, cell)).forEach((weight, key) => {
      values[key] += weight / 3;
    });
  }
  const figure = regionFigure({ ...made, scale: "shown", region, values });
  expect(colorsOf(figureSvg(figure), site.keyGrid)).toEqual([
    colorsFor(values, { top: Math.max(...values), curve: "linear" }),
  ]);
  // Three cells in an L have eight edges: on the image and on the map, each in black and in the colour.
  const borders = figure.items.filter((item) => item.kind === "line" && item.width > 1);
  expect(borders).toHaveLength(8 * 2 * 2);
  expect(figure.caption).toContain("the outlined queries read on average");
  expect(figure.items).toContainEqual(expect.objectContaining({ text: "average of 3 queries" }));
});

test("a map of the whole layer is a figure too, on its own scale and without a query", () => {
  const { entropy } = wholeSummary(site);
  const map = { label: "Entropy of each query", help: "Dark: one key" };
  const top = Math.log(1024);
  const figure = layerFigure({ ...made, values: entropy, grid: site.queryGrid, top, map });
  expect(colorsOf(figureSvg(figure), site.queryGrid)).toEqual([colorsFor(entropy, { top, curve: "linear" })]);
  expect(figure.caption).toContain(
    "Entropy of each query. Dark: one key. Colours run from 0 to 6.93 (entropy, nats)",
  );
  expect(figure.items.filter((item) => item.kind === "frame")).toHaveLength(2);
});

test.each([1, 3])("a painted figure has the same colours, at scale %i", (times) => {
  const laid = figure();
  const canvas = createCanvas(laid.width * times, laid.height * times);
  const painter = canvas.getContext("2d");
  paintFigure(painter as unknown as CanvasRenderingContext2D, laid, times);
  const table = colorTable("viridis");
  const tiles = laid.items.filter((item) => item.kind === "cells");
  expect(tiles).toHaveLength(2);
  for (const [at, { box }] of tiles.entries()) {
    // Away from the query's own frame and the map's.
    for (const [x, y] of [
      [3, 28],
      [15, 15],
      [30, 4],
    ]) {
      const side = box.width / 32;
      const place = [(box.x + (x + 0.5) * side) * times, (box.y + (y + 0.5) * side) * times].map(Math.floor);
      const step = colorStep(rows[at][y * 32 + x], scale) * 3;
      const found = painter.getImageData(place[0], place[1], 1, 1).data;
      expect(Array.from(found)).toEqual([...table.subarray(step, step + 3), 255]);
    }
  }
});

test("a PNG gives its pixels back, and says where it comes from", () => {
  const raster = { width: 64, height: 64, pixels: image.pixels };
  const file = encodePng(raster, { Source: "https://lens.example/#seed=78", Title: "고양이" });
  const read = decode(file, { checkCrc: true });
  expect(Array.from(read.data)).toEqual(Array.from(image.pixels));
  expect(read.text).toEqual({
    Source: "https://lens.example/#seed=78",
    Title: "\\u{ace0}\\u{c591}\\u{c774}",
  });
  // In full too, where a reader knows such chunks; what is Latin is said once.
  const whole = new TextDecoder().decode(file);
  expect(whole).toContain("iTXtTitle\0\0\0\0\0고양이");
  expect(whole.split("Source")).toHaveLength(2);
});

test("tables give back exactly the weights of the row, the matrix and the picture", () => {
  const [row] = rows;
  const table = csvParse(rowCsv(row, site.keyGrid));
  expect(table.columns).toEqual(["key_x", "key_y", "weight"]);
  const weights = new Float32Array(row.length);
  for (const { key_x, key_y, weight } of table) weights[Number(key_y) * 32 + Number(key_x)] = Number(weight);
  expect(weights).toEqual(row);
  const matrix = csvParse(
    matrixHead(row.length) + rows.map((each, query) => matrixLine(query, each)).join(""),
  );
  expect(matrix).toHaveLength(2);
  expect(Array.from(rows[1].keys(), (key) => Math.fround(Number(matrix[1][`key_${key}`])))).toEqual(
    Array.from(rows[1]),
  );
  const pixels = csvParse(pictureCsv(still.image.data, 64, 3));
  expect(pixels.flatMap(({ r, g, b }) => [r, g, b].map(Number))).toEqual(Array.from(still.image.data));
});

test("tables are written as the page says: values separated by commas, the decimal sign a point", () => {
  const names = "[a-z_0-9]+";
  const number = "-?\\d+(\\.\\d+)?(e-\\d+)?";
  const table = (lines: string, columns: number) => {
    const cells = (cell: string) => `${cell}(,${cell}){${columns - 1}}\n`;
    expect(lines).toMatch(new RegExp(`^${cells(names)}(${cells(number)})+$`));
  };
  const [row] = rows;
  table(rowCsv(row, site.keyGrid), 3);
  table(matrixHead(row.length) + matrixLine(0, row), 1 + row.length);
  table(pictureCsv(Float32Array.of(-1, 0.5, 1e-9, 0.1), 2, 1), 3);
});

test("NumPy files give back values and shape", () => {
  const [row] = rows;
  const read = parse(npyFile(row, [32, 32]).buffer);
  expect(read.shape).toEqual([32, 32]);
  expect(read.data).toEqual(row);
  const bytes = parse(npyFile(still.image.data, [64, 64, 3]).buffer);
  expect(bytes.dtype).toBe("u1");
  expect(Array.from(bytes.data as Uint8Array)).toEqual(Array.from(still.image.data));
});

test("a picture that several maps lie over is in the SVG once", () => {
  const svg = figureSvg(figure({ over: { kind: "spotlight", opacity: 0.65, veil: "dark" } }));
  expect(svg.match(/<image /g)).toHaveLength(1);
  expect(
    svg.match(
      /<use href="#photograph-0" xlink:href="#photograph-0" transform="translate\([\d. ]+\) scale\(3 3\)"\/>/g,
    ),
  ).toHaveLength(3);
});

test.each([64, 96, 100, 128, 256])("a picture of %i pixels fills its tiles with whole pixels", (size) => {
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  const { items } = figure({ image: { width: size, height: size, pixels } });
  const [photograph] = items.filter((item) => item.kind === "photograph");
  expect(photograph.box.width % size).toBe(0);
  expect(photograph.box.width).toBeGreaterThanOrEqual(128);
  expect(photograph.box.width).toBeLessThanOrEqual(288);
});

test("long captions and addresses are broken into lines, and no letter is lost", () => {
  const address = `https://lens.example/#${"a".repeat(300)}`;
  const lines = wrapped(`A caption ${address}`, 12, 400);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.join("").replaceAll(" ", "")).toBe(`Acaption${address}`);
});

test("a figure says that weights sum to 1 only where they do, and marks 1/M only there", () => {
  const over = { ...site, keyLogSumExp: keyNormalisersOf(site) };
  const mapsOf = (from: typeof site) =>
    cells.map((query) => ({ query, values: attentionRow(from, queryAt(site.queryGrid, query)) }));
  const figureFor = (from: typeof over | typeof site, words: Parameters<typeof queryFigure>[0]["words"]) =>
    queryFigure({ ...made, words, site: from, maps: mapsOf(from), scale: "absolute" });
  const english = figureWords(en, "beta", "linear");
  expect(figureFor(site, english).caption).toContain("its weights sum to 1.");
  const caption = figureFor(over, english).caption;
  expect(caption).toContain("the softmax runs over the queries, so its weights do not sum to 1.");
  expect(caption).not.toContain("its weights sum to 1");
  expect(figureFor(over, figureWords(ko, "beta", "linear")).caption).toContain("합은 1이 아닙니다");
  const svgOf = (from: typeof site) => figureSvg(figureFor(from, english));
  // As a text of the drawing: the images in it are written in letters and strokes too.
  expect(svgOf(site)).toContain("1/M</text>");
  expect(svgOf(over)).not.toContain("1/M</text>");
});

test("several queries carry the numbers of their pins, on the image, on their maps and in the labels; one carries none", () => {
  const textsOf = ({ items }: ReturnType<typeof figure>) =>
    items.flatMap((item) => (item.kind === "text" ? [item] : []));
  const numbered = textsOf(figure());
  expect(numbered.map(({ text }) => text).filter((text) => /^\d(:|$)/.test(text))).toEqual([
    ..."12",
    "1",
    "1: query 8, 17",
    "2",
    "2: query 20, 9",
    // The first tick of the colour scale.
    "0",
  ]);
  const alone = figure({
    tiles: [{ label: "query", queries: [cells[0]], values: rows[0], grid: site.keyGrid }],
  });
  expect(textsOf(alone).map(({ text }) => text)).not.toContain("1");

  // Wherever a query stands, its number is inside of the tile.
  const edges = [0, 31].flatMap((x) => [0, 31].map((y) => ({ x, y })));
  const tiles = edges.map((query) => ({ label: "", queries: [query], values: rows[0], grid: site.keyGrid }));
  const areas = figure({ tiles }).items.flatMap((item) => (item.kind === "area" ? [item.box] : []));
  const tile = { left: 24, right: 24 + 192, top: 24, bottom: 24 + 192 };
  for (const { x, y, width, height } of areas.slice(0, edges.length)) {
    expect(x).toBeGreaterThanOrEqual(tile.left);
    expect(x + width).toBeLessThanOrEqual(tile.right);
    expect(y).toBeGreaterThanOrEqual(tile.top);
    expect(y + height).toBeLessThanOrEqual(tile.bottom);
  }
});
