/** The maps of an atlas by their names: what they are of, and how they are read. */
import type { Grid } from "../../attention/grid";
import { formatQuantity } from "../../render/format";
import type { AtlasMap } from "../../state/atlas/atlas-hash";
import type { AtlasState } from "../../state/atlas/atlas-store";

type Figures = NonNullable<AtlasState["figures"]>;
type Unit = Parameters<typeof formatQuantity>[1];

export interface LayerMapOf {
  readonly grid: Grid;
  readonly values: Float32Array;
  readonly unit: Unit;
}

const UNITS: Readonly<Record<AtlasMap, Unit>> = {
  position: "share",
  content: "share",
  total: "share",
  entropy: "nats",
  entropyDeviation: "nats",
  distance: "cells",
  received: "sum",
  symmetry: "share",
};

/** Each is over the queries but for the attention received, which is over the keys. */
export function layerMapOf(figures: Figures, map: AtlasMap): LayerMapOf {
  if (map === "received") return { grid: figures.keyGrid, values: figures.received, unit: UNITS[map] };
  return { grid: figures.queryGrid, values: figures[`${map}Map`], unit: UNITS[map] };
}

/** A value of a map in words. */
export const quantityOf = (value: number, map: AtlasMap): string => formatQuantity(value, UNITS[map]);
