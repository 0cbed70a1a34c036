/** What is written: a figure, or numbers as a table or an array. */
import { queryAt } from "../attention/grid";
import { attentionRow } from "../attention/row";
import type { AttentionSite } from "../attention/site";
import { matrixHead, matrixLine, pictureCsv, rowCsv } from "../export/csv";
import type { Figure } from "../export/figure";
import { figurePng } from "../export/figure-png.node";
import { figureSvg } from "../export/figure-svg";
import { matrixFile } from "../export/matrix";
import { npyFile } from "../export/npy";
import { queryFigure } from "../export/query-figure";
import { en } from "../locales/en/page";
import { figureWords } from "../locales/figure-words";
import type { Manifest } from "../model/formats/manifest";
import { overlayStyle } from "../render/heat-map";
import type { Generation } from "../runtime/api/types";
import { writeHash } from "../viewer/address/address";
import type { LensState } from "../viewer/state/lens-state";
import { imagePixels } from "../viewer/views/image";
import type { FigureOptions } from "./options";

/** One image and what is asked of it. */
export interface Made {
  readonly generation: Generation;
  readonly site: AttentionSite;
  readonly lens: LensState;
  readonly manifest: Manifest;
}

/** The file of one image. */
export function contentsOf(made: Made, options: FigureOptions): Uint8Array | string {
  switch (options.format) {
    case "png":
      return figurePng(figureOf(made, options), options.scale);
    case "svg":
      return figureSvg(figureOf(made, options));
    default:
      return numbersOf(made, options, options.format);
  }
}

/** A link to a lens that shows the same; `undefined` where none is named. */
export function linkOf({ lens }: Pick<Made, "lens">, base: URL | undefined): string | undefined {
  if (!base) return undefined;
  const address = new URL(base);
  address.hash = writeHash(lens);
  return address.href;
}

function figureOf({ generation, site, lens, manifest }: Made, options: FigureOptions): Figure {
  const { size } = manifest.image;
  const pixels = imagePixels(generation.image, size);
  const link = linkOf({ lens }, options.linkBase);
  const { model, seed, psi, noise, classes, snapshot } = lens;
  return queryFigure({
    image: { width: size, height: size, pixels },
    site,
    maps: rowsOf(site, options).map((values, at) => ({ query: options.queries[at], values })),
    scale: options.scaleMode,
    curve: lens.curve,
    colormap: lens.colormap,
    ...(options.ground === "over" && { over: overlayStyle(lens, pixels) }),
    origin: {
      ...{ model, seed, psi, noise, classes, snapshot },
      changed: Object.keys(lens.interventions).length > 0,
    },
    words: figureWords(en, lens.part, lens.curve),
    // Without a lens to link to, the hash of its address still describes everything.
    address: link ?? `#${writeHash(lens)}`,
    ...(link && { link }),
  });
}

function rowsOf(site: AttentionSite, { queries }: FigureOptions): Float32Array[] {
  return queries.map((cell) => attentionRow(site, queryAt(site.queryGrid, cell)));
}

/**
 * CSV or NPY. A row of one query is that of the page: key by key, or [H, W]; rows of several are a line for each query, or
 * [queries, H, W].
 */
function numbersOf(
  { generation, site, manifest }: Made,
  options: FigureOptions,
  format: "csv" | "npy",
): Uint8Array | string {
  const { size, channels } = manifest.image;
  if (options.content === "image") {
    const { image } = generation;
    return format === "csv" ? pictureCsv(image, size, channels) : npyFile(image, [size, size, channels]);
  }
  if (options.content === "matrix") {
    const work = matrixFile(site, format);
    for (;;) {
      const step = work.next();
      if (step.done) return joined(step.value);
    }
  }
  const rows = rowsOf(site, options);
  const { width, height } = site.keyGrid;
  const [first, ...others] = rows;
  if (others.length === 0) {
    return format === "csv" ? rowCsv(first, site.keyGrid) : npyFile(first, [height, width]);
  }
  if (format === "csv") {
    const lines = rows.map((row, at) => matrixLine(queryAt(site.queryGrid, options.queries[at]), row));
    return matrixHead(first.length) + lines.join("");
  }
  const all = new Float32Array(rows.length * first.length);
  rows.forEach((row, at) => {
    all.set(row, at * first.length);
  });
  return npyFile(all, [rows.length, height, width]);
}

function joined(parts: readonly (string | Uint8Array)[]): string | Uint8Array {
  const [first] = parts;
  return typeof first === "string" ? parts.join("") : first;
}
