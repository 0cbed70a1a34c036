/** The figures of a layer, with caption and where they come from, in the words of any language. */
import { type Cell, cellCount, type Grid } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import type { ColormapName } from "../render/colormap";
import { formatCount, formatWeight } from "../render/format";
import type { ColorScale, Curve, HeatMapStyle } from "../render/heat-map";
import type { Figure, FigureMap, FigureTile, Raster } from "./figure";
import { layoutFigure } from "./figure-layout";

interface SiteFacts {
  readonly site: string;
  readonly queries: string;
  readonly keys: string;
  readonly top: string;
  readonly curve: string;
}
interface RowFacts extends SiteFacts {
  readonly part: string;
  readonly scale: string;
  readonly rowsSumToOne: boolean;
}
interface LayerFacts extends SiteFacts {
  readonly map: string;
  readonly help: string;
  readonly axis: string;
}

/** What a figure says. */
export interface FigureWords {
  readonly image: string;
  readonly query: (x: number, y: number) => string;
  /** What the colours measure. */
  readonly axis: string;
  /** The weight of a key if all were read alike. */
  readonly uniform: string;
  readonly caption: (facts: RowFacts) => string;
  /** A region of so many queries. */
  readonly region: (count: number) => string;
  readonly regionCaption: (facts: RowFacts) => string;
  readonly layerCaption: (facts: LayerFacts) => string;
  /** What the rows are made from. */
  readonly part: string;
  readonly curve: string;
  readonly scaleOfAll: string;
  readonly scaleOfThese: string;
  readonly seed: string;
  readonly step: (step: number) => string;
  readonly changed: string;
}

/** What made the image. */
export interface FigureOrigin {
  readonly model: string;
  readonly seed: number;
  readonly psi: number;
  /** What the seed's noise is; standard normal where absent. */
  readonly noise?: "normal" | "truncated" | undefined;
  /** Weight of each class by its id. */
  readonly classes: Readonly<Record<string, number>>;
  /** Training step; null for the finished generator. */
  readonly snapshot: number | null;
  /** Whether something inside a layer was changed. */
  readonly changed: boolean;
}

/** What every figure of a layer needs. */
interface FigureBase {
  readonly image: Raster;
  readonly colormap: ColormapName;
  /** How maps lie over the image; absent for maps on their own ground. */
  readonly over?: HeatMapStyle;
  /** What made the image; words where it was none of the lens's own. */
  readonly origin: FigureOrigin | string;
  readonly words: FigureWords;
  /** Said at the end of where it comes from: a link, or the state as an address has it. */
  readonly address?: string;
  /** Opens exactly this in the lens. */
  readonly link?: string;
}

interface RowScale {
  /** `absolute`: colours run to the largest weight of all rows; `shown`: of the rows shown. */
  readonly scale: "absolute" | "shown";
  readonly curve: Curve;
}

export interface QueryFigureInput extends FigureBase, RowScale {
  readonly site: Pick<AttentionSite, "name" | "queryGrid" | "keyGrid" | "maxWeight">;
  /** One for each query, at least one. */
  readonly maps: readonly FigureMap[];
}

/** @throws RangeError without a map */
export function queryFigure(input: QueryFigureInput): Figure {
  const { maps, site, words } = input;
  if (maps.length === 0) throw new RangeError("a figure has at least one query");
  const tiles = maps.map(({ query, values }) => ({
    label: words.query(query.x, query.y),
    queries: [query],
    values,
    grid: site.keyGrid,
  }));
  return rowFigure(input, tiles, words.caption);
}

export interface RegionFigureInput extends FigureBase, RowScale {
  readonly site: QueryFigureInput["site"];
  /** Cells of the query grid. */
  readonly region: readonly Cell[];
  /** The mean row of its queries, [M]. */
  readonly values: Float32Array;
}

/** The figure of what a region of queries reads on average. */
export function regionFigure(input: RegionFigureInput): Figure {
  const { region, values, site, words } = input;
  const label = words.region(region.length);
  return rowFigure(input, [{ label, queries: region, values, grid: site.keyGrid }], words.regionCaption);
}

export interface LayerFigureInput extends FigureBase {
  readonly site: QueryFigureInput["site"];
  readonly values: Float32Array;
  readonly grid: Grid;
  /** The query whose place the map is about; absent for a map of all queries or keys. */
  readonly query?: Cell;
  /** The value that gets the last colour. */
  readonly top: number;
  readonly curve: Curve;
  /** The value everywhere, were all keys read alike. */
  readonly uniform?: number;
  /** What the map is called, and what it says. */
  readonly map: { readonly label: string; readonly help: string };
}

/** The figure of one map of the whole layer, such as each query's entropy. */
export function layerFigure(input: LayerFigureInput): Figure {
  const { site, values, grid, query, top, curve, uniform, map, words } = input;
  const caption = words.layerCaption({
    ...sizesOf(site),
    map: map.label,
    // Some are sentences, some only names.
    help: map.help.replace(/\.?$/, "."),
    top: formatWeight(top),
    axis: words.axis,
    curve: words.curve,
  });
  const tiles = [{ label: map.label, queries: query ? [query] : [], values, grid }];
  return figureOf(input, { tiles, queryGrid: site.queryGrid, scale: { top, curve }, uniform, caption });
}

/** How far from 1 the weights of a map may be that sum to it. */
const SUM_ROUNDING = 1e-3;

/** Maps of weights, on one scale. */
function rowFigure(
  input: FigureBase & RowScale & Pick<QueryFigureInput, "site">,
  tiles: readonly FigureTile[],
  captionOf: FigureWords["caption"],
): Figure {
  const { site, scale, curve, words } = input;
  const shown = tiles.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), 0);
  const top = scale === "absolute" ? Math.max(site.maxWeight, shown) : shown;
  const rowsSumToOne = tiles.every(({ values }) => Math.abs(sumOf(values) - 1) < SUM_ROUNDING);
  const caption = captionOf({
    ...sizesOf(site),
    part: words.part,
    top: formatWeight(top),
    scale: scale === "absolute" ? words.scaleOfAll : words.scaleOfThese,
    curve: words.curve,
    rowsSumToOne,
  });
  const uniform = rowsSumToOne ? 1 / cellCount(site.keyGrid) : undefined;
  return figureOf(input, { tiles, queryGrid: site.queryGrid, scale: { top, curve }, uniform, caption });
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

interface FigureBody {
  readonly tiles: readonly FigureTile[];
  readonly queryGrid: Grid;
  readonly scale: ColorScale;
  readonly uniform: number | undefined;
  readonly caption: string;
}

function figureOf(
  { image, colormap, over, origin, words, address, link }: FigureBase,
  { tiles, queryGrid, scale, uniform, caption }: FigureBody,
): Figure {
  return layoutFigure({
    ...{ image, queryGrid, tiles, scale, colormap },
    ...(over && { over }),
    ...(uniform !== undefined && { uniform }),
    text: {
      image: words.image,
      axis: words.axis,
      uniform: words.uniform,
      caption,
      provenance: [provenanceOf(origin, words), ...(address ? [address] : [])].join(", "),
    },
    ...(link && { link }),
  });
}

function sizesOf({ name, queryGrid, keyGrid }: QueryFigureInput["site"]) {
  return {
    site: name,
    queries: `${queryGrid.width} × ${queryGrid.height}`,
    keys: formatCount(cellCount(keyGrid)),
  };
}

/** Enough to make an image again, in words. */
export function provenanceOf(
  origin: FigureOrigin | string,
  words: Pick<FigureWords, "seed" | "step" | "changed">,
): string {
  if (typeof origin === "string") return `SAGAN Lens, ${origin}`;
  const { model, seed, psi, noise, classes, snapshot, changed } = origin;
  return [
    `SAGAN Lens, ${model}`,
    `${words.seed} ${seed}`,
    `ψ ${psi}`,
    ...(noise === "truncated" ? ["|z / ψ| ≤ 2"] : []),
    ...Object.entries(classes).map(([name, weight]) => `${name} ${weight}`),
    ...(snapshot === null ? [] : [words.step(snapshot)]),
    ...(changed ? [words.changed] : []),
  ].join(", ");
}

/** What an image file says of itself, by PNG keyword. */
export function pngTextOf({ title, caption, provenance, link }: Figure): Readonly<Record<string, string>> {
  return {
    Title: title,
    Description: `${caption} ${provenance}`,
    Software: "SAGAN Lens",
    ...(link && { Source: link }),
  };
}
