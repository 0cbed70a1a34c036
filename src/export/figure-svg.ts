/** A figure as SVG: text as text, cells as areas, the photograph alone as a bitmap. */
import { toBase64 } from "./base64";
import { type Box, FIGURE_FONT, FIGURE_GROUND, type Figure, type FigureItem, type Raster } from "./figure";
import { escaped } from "./markup";
import { encodePng, enlarged } from "./png";

/** The photograph's pixels become squares of this many pixels. */
const ENLARGE = 4;

/** An image that several tiles show is said once. */
type Photographs = ReadonlyMap<Raster, string>;

function photographsOf(items: readonly FigureItem[]): Photographs {
  const rasters = items.flatMap((item) => (item.kind === "photograph" ? [item.raster] : []));
  return new Map([...new Set(rasters)].map((raster, place) => [raster, `photograph-${place}`]));
}

/** A whole SVG document. */
export function figureSvg(figure: Figure): string {
  const { width, height, items, title, caption, provenance, link } = figure;
  const photographs = photographsOf(items);
  const drawn = items.map((item, place) => itemSvg(item, place, photographs)).join("\n");
  const linked = link ? `<a href="${escaped(link)}">\n${drawn}\n</a>` : drawn;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FIGURE_FONT}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(caption)}</desc>`,
    `<metadata>${escaped(provenance)}${link ? ` ${escaped(link)}` : ""}</metadata>`,
    `<rect width="${width}" height="${height}" fill="${FIGURE_GROUND}"/>`,
    `<defs>${[...photographs].map(([raster, id]) => photograph(raster, id)).join("")}</defs>`,
    linked,
    "</svg>",
    "",
  ].join("\n");
}

function itemSvg(item: FigureItem, place: number, photographs: Photographs): string {
  switch (item.kind) {
    case "photograph":
      return `<use ${reference(`#${photographs.get(item.raster)}`)} transform="${onto(item.box, item.raster)}"/>`;
    case "cells":
      return cells(item.raster, item.box);
    case "area":
      return `<rect ${position(item.box)} fill="${item.color}"/>`;
    case "frame": {
      const { box, color, width } = item;
      return `<rect ${position(box)} fill="none" stroke="${color}" stroke-width="${width}"/>`;
    }
    case "strip": {
      const id = `strip-${place}`;
      const last = item.colors.length - 1;
      const stops = item.colors
        .map((color, at) => `<stop offset="${round(at / last)}" stop-color="${color}"/>`)
        .join("");
      return `<defs><linearGradient id="${id}">${stops}</linearGradient></defs><rect ${position(item.box)} fill="url(#${id})"/>`;
    }
    case "line": {
      const { from, to, color, width } = item;
      return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="${color}"${width === 1 ? "" : ` stroke-width="${width}" stroke-linecap="square"`}/>`;
    }
    case "text": {
      const { at, text, size, color, anchor, bold } = item;
      const weight = bold ? ' font-weight="600"' : "";
      return `<text x="${round(at.x)}" y="${round(at.y)}" font-size="${size}" fill="${color}" text-anchor="${anchor}"${weight}>${escaped(text)}</text>`;
    }
  }
}

/** Both spellings: Inkscape, LaTeX and older tools know only that of SVG 1.1. */
const reference = (target: string) => `href="${target}" xlink:href="${target}"`;

/** At its own size, as tall and wide as it has pixels. */
function photograph(raster: Raster, id: string): string {
  const bytes = encodePng(enlarged(raster, ENLARGE));
  return `<image id="${id}" width="${raster.width}" height="${raster.height}" preserveAspectRatio="none" style="image-rendering: pixelated" ${reference(`data:image/png;base64,${toBase64(bytes)}`)}/>`;
}

/** From a raster's own pixels onto its box. */
function onto(box: Box, { width, height }: Raster): string {
  return `translate(${round(box.x)} ${round(box.y)}) scale(${round(box.width / width, 6)} ${round(box.height / height, 6)})`;
}

/** Runs of one colour are one rectangle. */
function cells(raster: Raster, box: Box): string {
  const { width, height, pixels } = raster;
  const parts: string[] = [];
  const colorAt = (at: number) => pixels.subarray(at * 4, at * 4 + 4).join();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; ) {
      const color = colorAt(y * width + x);
      let end = x + 1;
      while (end < width && colorAt(y * width + end) === color) end++;
      const [r, g, b, alpha] = color.split(",").map(Number);
      const opacity = alpha === 255 ? "" : ` fill-opacity="${round(alpha / 255, 4)}"`;
      parts.push(
        `<rect x="${x}" y="${y}" width="${end - x}" height="1" fill="#${hex(r)}${hex(g)}${hex(b)}"${opacity}/>`,
      );
      x = end;
    }
  }
  return `<g class="cells" transform="${onto(box, raster)}" shape-rendering="crispEdges">${parts.join("")}</g>`;
}

const hex = (value: number) => value.toString(16).padStart(2, "0");
const round = (value: number, digits = 3) => Number(value.toFixed(digits));

function position({ x, y, width, height }: Box): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}
