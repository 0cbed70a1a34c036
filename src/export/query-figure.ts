/** The figure of a picture's queries, with its caption and where it comes from, in the words of any language. */
import { type Cell, cellCount } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import type { ColormapName } from "../render/colormap";
import { formatCount, formatWeight } from "../render/format";
import type { Curve, HeatMapStyle } from "../render/heat-map";
import { type Figure, type FigureMap, layoutFigure, type Raster } from "./figure";

/** What a figure says. */
export interface FigureWords {
  readonly picture: string;
  readonly query: (x: number, y: number) => string;
  /** What the colours measure. */
  readonly axis: string;
  /** The weight of a key if all were read alike. */
  readonly uniform: string;
  readonly caption: (facts: {
    readonly site: string;
    readonly queries: string;
    readonly keys: string;
    readonly part: string;
    readonly top: string;
    readonly scale: string;
    readonly curve: string;
  }) => string;
  /** What the rows are made from. */
  readonly part: string;
  readonly curve: string;
  readonly scaleOfAll: string;
  readonly scaleOfThese: string;
  readonly seed: string;
  readonly step: (step: number) => string;
  readonly changed: string;
}

/** What made the picture. */
export interface FigureOrigin {
  readonly model: string;
  readonly seed: number;
  readonly psi: number;
  /** Weight of each class by its id. */
  readonly classes: Readonly<Record<string, number>>;
  /** Training step; null for the finished generator. */
  readonly snapshot: number | null;
  /** Whether something inside a layer was changed. */
  readonly changed: boolean;
}

export interface QueryFigureInput {
  readonly picture: Raster;
  readonly site: Pick<AttentionSite, "name" | "queryGrid" | "keyGrid" | "maxWeight">;
  /** One for each query, at least one. */
  readonly maps: readonly FigureMap[];
  /** `absolute`: colours run to the largest weight of all rows; `shown`: of the rows shown. */
  readonly scale: "absolute" | "shown";
  readonly curve: Curve;
  readonly colormap: ColormapName;
  /** How maps lie over the picture; absent for maps on their own ground. */
  readonly over?: HeatMapStyle;
  readonly origin: FigureOrigin;
  readonly words: FigureWords;
  /** Said at the end of where it comes from: a link, or the state as an address has it. */
  readonly address?: string;
  /** Opens exactly this in the lens. */
  readonly link?: string;
}

/** @throws RangeError without a map */
export function queryFigure(input: QueryFigureInput): Figure {
  const { picture, site, maps, scale, curve, colormap, over, origin, words, address, link } = input;
  if (maps.length === 0) throw new RangeError("a figure has at least one query");
  const shown = maps.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), 0);
  const top = scale === "absolute" ? Math.max(site.maxWeight, shown) : shown;
  const { queryGrid, keyGrid } = site;
  return layoutFigure({
    picture,
    queryGrid,
    keyGrid,
    maps,
    scale: { top, curve },
    colormap,
    ...(over && { over }),
    uniform: 1 / cellCount(keyGrid),
    text: {
      picture: words.picture,
      query: ({ x, y }: Cell) => words.query(x, y),
      axis: words.axis,
      uniform: words.uniform,
      caption: words.caption({
        site: site.name,
        queries: `${queryGrid.width} × ${queryGrid.height}`,
        keys: formatCount(cellCount(keyGrid)),
        part: words.part,
        top: formatWeight(top),
        scale: scale === "absolute" ? words.scaleOfAll : words.scaleOfThese,
        curve: words.curve,
      }),
      provenance: [provenanceOf(origin, words), ...(address ? [address] : [])].join(", "),
    },
    ...(link && { link }),
  });
}

/** Enough to make a picture again, in words. */
export function provenanceOf(
  { model, seed, psi, classes, snapshot, changed }: FigureOrigin,
  words: Pick<FigureWords, "seed" | "step" | "changed">,
): string {
  return [
    `SAGAN Lens, ${model}`,
    `${words.seed} ${seed}`,
    `ψ ${psi}`,
    ...Object.entries(classes).map(([name, weight]) => `${name} ${weight}`),
    ...(snapshot === null ? [] : [words.step(snapshot)]),
    ...(changed ? [words.changed] : []),
  ].join(", ");
}

/** What a picture file says of itself, by PNG keyword. */
export function pngTextOf({ title, caption, provenance, link }: Figure): Readonly<Record<string, string>> {
  return {
    Title: title,
    Description: `${caption} ${provenance}`,
    Software: "SAGAN Lens",
    ...(link && { Source: link }),
  };
}
