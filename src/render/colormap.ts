import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
} from "d3-scale-chromatic";

const interpolators = {
  viridis: interpolateViridis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  plasma: interpolatePlasma,
  cividis: interpolateCividis,
} as const;

export type ColormapName = keyof typeof interpolators;

/** Steps of a colour map; the last one is the top of the scale. */
export const COLOR_STEPS = 256;

const tables = new Map<ColormapName, Uint8Array>();

/** A colour map as bytes, [256, 3]. */
export function colorTable(name: ColormapName): Uint8Array {
  let table = tables.get(name);
  if (!table) {
    table = new Uint8Array(COLOR_STEPS * 3);
    for (let step = 0; step < COLOR_STEPS; step++) {
      table.set(parseColor(interpolators[name](step / (COLOR_STEPS - 1))), step * 3);
    }
    tables.set(name, table);
  }
  return table;
}

/** A colour as CSS, for a position from 0 to 1. */
export function cssColor(name: ColormapName, position: number): string {
  return interpolators[name](position);
}

/** Bytes of a CSS colour as d3 writes it: "#rrggbb" for some maps, "rgb(r, g, b)" for others. */
export function parseColor(color: string): [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(color);
  if (hex) return [parseInt(hex[1], 16), parseInt(hex[2], 16), parseInt(hex[3], 16)];
  const [r, g, b] = (color.match(/\d+(\.\d+)?/g) ?? []).map(Number);
  return [r, g, b];
}
