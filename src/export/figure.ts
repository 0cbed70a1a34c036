/**
 * The paper's figure as data: the image with its queries marked, one map for each query, the scale, a caption and where it all
 * comes from. An SVG or any canvas is drawn from it.
 */
import type { Cell, Grid } from "../attention/grid";
import type { ColormapName } from "../render/colormap";
import type { ColorScale, HeatMapStyle } from "../render/heat-map";

/** RGBA bytes, [height, width, 4]. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** The map of one query. */
export interface FigureMap {
  readonly query: Cell;
  /** Weights on the key grid, [M]. */
  readonly values: Float32Array;
}

/** Any map: of a query, of a region of queries, or of the whole layer. */
export interface FigureTile {
  readonly label: string;
  /** Cells of the query grid that the map belongs to, outlined together; none for a map of the whole layer. */
  readonly queries: readonly Cell[];
  readonly values: Float32Array;
  /** The values' own grid. */
  readonly grid: Grid;
}

export interface FigureInput {
  readonly image: Raster;
  readonly queryGrid: Grid;
  readonly tiles: readonly FigureTile[];
  readonly scale: ColorScale;
  readonly colormap: ColormapName;
  /** How maps lie over the image; absent for maps on their own ground. */
  readonly over?: HeatMapStyle;
  /** The value everywhere if all keys were read alike. */
  readonly uniform?: number;
  readonly text: {
    readonly image: string;
    readonly axis: string;
    readonly uniform: string;
    readonly caption: string;
    /** Model, seed, query, scale and so on: enough to make the figure again. */
    readonly provenance: string;
  };
  /** Opens exactly this in the lens. */
  readonly link?: string;
}

/** What a figure is drawn from, bottom first; lengths in pixels at scale 1. */
export type FigureItem =
  | { readonly kind: "photograph"; readonly raster: Raster; readonly box: Box }
  /** One colour for each cell. */
  | { readonly kind: "cells"; readonly raster: Raster; readonly box: Box }
  | { readonly kind: "area"; readonly box: Box; readonly color: string }
  | { readonly kind: "frame"; readonly box: Box; readonly color: string; readonly width: number }
  | { readonly kind: "strip"; readonly box: Box; readonly colors: readonly string[] }
  | {
      readonly kind: "line";
      readonly from: Point;
      readonly to: Point;
      readonly color: string;
      readonly width: number;
    }
  | {
      readonly kind: "text";
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly color: string;
      readonly anchor: "start" | "middle" | "end";
      readonly bold?: boolean;
    };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly items: readonly FigureItem[];
  readonly title: string;
  readonly caption: string;
  readonly provenance: string;
  readonly link: string | undefined;
}

/** A figure goes into papers: dark on white, whatever the page's own theme. */
export const FIGURE_GROUND = "#ffffff";
export const FIGURE_FONT =
  "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', 'DejaVu Sans', sans-serif";
