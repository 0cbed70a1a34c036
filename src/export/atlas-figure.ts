/** Figures of statistics over many seeds: the mean image beside maps on one scale, with caption and where they come from. */
import type { Grid } from "../attention/grid";
import type { ColorScale } from "../render/heat-map";
import type { Figure, FigureTile, Raster } from "./figure";
import { layoutFigure } from "./figure-layout";

export interface AtlasFigureInput {
  /** The mean of the images. */
  readonly image: Raster;
  readonly queryGrid: Grid;
  /** One map, or a mean row and its deviation, at least one. */
  readonly tiles: readonly FigureTile[];
  readonly scale: ColorScale;
  /** The value everywhere if all keys were read alike; absent where it says nothing. */
  readonly uniform?: number;
  readonly words: {
    readonly image: string;
    /** What the colours measure. */
    readonly axis: string;
    readonly uniform: string;
    readonly caption: string;
    /** Model, seeds, truncation, weights: enough to compute it again. */
    readonly provenance: string;
  };
  /** Opens the page with the same statistics. */
  readonly link: string;
}

export function atlasFigure({ words, uniform, link, ...shown }: AtlasFigureInput): Figure {
  return layoutFigure({
    ...shown,
    colormap: "viridis",
    ...(uniform !== undefined && { uniform }),
    text: { ...words, provenance: `SAGAN Lens, ${words.provenance}, ${link}` },
    link,
  });
}
