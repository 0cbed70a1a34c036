/**
 * What convolution alone could reach: the part of each earlier feature grid that a location's features depend on, followed
 * backwards through the layers. Pure interval arithmetic; kernel sizes follow from the padding, which keeps sizes or, in transposed
 * convolutions of stride 2, doubles them.
 */
import type { InnerLayer, Layer } from "./formats/manifest";
import { upscales } from "./upscales";

/** Inclusive range of cells along one axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Reach {
  /** Side of the grid that the cells belong to. */
  readonly side: number;
  readonly x: Span;
  readonly y: Span;
}

interface Tracked extends Reach {}

function inner(layers: readonly InnerLayer[], at: Tracked): Tracked {
  return layers.reduceRight<Tracked>((reach, layer) => {
    if (layer.type === "conv") return grown(reach, layer.padding);
    if (layer.type === "deconv") {
      // Output o has tap k from input (o + padding - k) / 2, of 2 padding + 2 taps.
      return layer.stride === 1 ? grown(reach, layer.padding) : halved(grownFreely(reach, layer.padding));
    }
    if (layer.type === "upsample") {
      // Output o of the bilinear one mixes the inputs on both sides of its place.
      return layer.method === "nearest" ? scaled(reach, 1 / layer.factor) : halved(grownFreely(reach, 1));
    }
    return layer.type === "averagePool" ? scaled(reach, layer.factor) : reach;
  }, at);
}

function grown({ side, x, y }: Tracked, by: number): Tracked {
  const grow = ({ from, to }: Span) => ({ from: Math.max(0, from - by), to: Math.min(side - 1, to + by) });
  return { side, x: grow(x), y: grow(y) };
}

/** Also beyond the border. */
function grownFreely({ side, x, y }: Tracked, by: number): Tracked {
  const grow = ({ from, to }: Span) => ({ from: from - by, to: to + by });
  return { side, x: grow(x), y: grow(y) };
}

/** On the grid of half the side, cut off at its border. */
function halved({ side, x, y }: Tracked): Tracked {
  const half = ({ from, to }: Span) => ({
    from: Math.max(0, Math.floor(from / 2)),
    to: Math.min(side / 2 - 1, Math.floor(to / 2)),
  });
  return { side: side / 2, x: half(x), y: half(y) };
}

function scaled({ side, x, y }: Tracked, factor: number): Tracked {
  const scale = ({ from, to }: Span) =>
    factor < 1
      ? { from: Math.floor(from * factor), to: Math.floor(to * factor) }
      : { from: from * factor, to: to * factor + factor - 1 };
  return { side: side * factor, x: scale(x), y: scale(y) };
}

export interface ReachBox {
  /** Side of the grid that was reached on. */
  readonly side: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `reachBefore` as boxes, all in cells of the site's own grid. */
export function reachBoxes(...args: Parameters<typeof reachBefore>): ReachBox[] {
  const [, , , ownSide] = args;
  return reachBefore(...args).map(({ side, x, y }) => {
    const cell = ownSide / side;
    return {
      side,
      x: x.from * cell,
      y: y.from * cell,
      width: (x.to - x.from + 1) * cell,
      height: (y.to - y.from + 1) * cell,
    };
  });
}

/**
 * The reach of a location of an attention site's input, on its own grid and on each coarser one before it, finest first.
 * @param layers of the generator
 * @param site name of the attention layer
 * @param cell column and row on the site's grid
 * @param side of the site's grid
 */
export function reachBefore(
  layers: readonly Layer[],
  site: string,
  cell: { readonly x: number; readonly y: number },
  side: number,
): Reach[] {
  const at = layers.findIndex((layer) => layer.type === "attention" && layer.name === site);
  let reach: Tracked = { side, x: { from: cell.x, to: cell.x }, y: { from: cell.y, to: cell.y } };
  const found = new Map<number, Reach>();
  for (const layer of layers.slice(0, Math.max(0, at)).reverse()) {
    if (layer.type === "residual") {
      // On the grid of the block's output, before it is followed to the grid of its input.
      const main = layer.main;
      const up = main.findLastIndex(upscales);
      const within = inner(main.slice(up + 1), reach);
      found.set(within.side, within);
      reach = inner(main.slice(0, up + 1), within);
    } else if (
      layer.type === "conv" ||
      layer.type === "deconv" ||
      layer.type === "upsample" ||
      layer.type === "averagePool"
    ) {
      reach = inner([layer], reach);
    }
    found.set(reach.side, reach);
  }
  return [...found.values()];
}
