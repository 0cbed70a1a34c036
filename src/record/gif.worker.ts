/// <reference path="./gifenc.d.ts" />
/** Choosing colours and compressing take a while for each frame: a worker of its own keeps the page at work. */
import * as Comlink from "comlink";
import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { holdLifeline } from "../runtime/rpc/worker-lifetime";

/** As many as a frame of a GIF can have. */
const COLORS = 256;

const gif = GIFEncoder();

const api = {
  /** Adds a frame with colours of its own. @param pixels RGBA, [height, width, 4] @param hundredths of a second that it is shown */
  frame(pixels: Uint8ClampedArray, width: number, height: number, hundredths: number): void {
    const palette = quantize(pixels, COLORS);
    const indices = applyPalette(pixels, palette);
    gif.writeFrame(indices, width, height, { palette, delay: hundredths * 10, repeat: 0 });
  },

  /** The whole file. */
  finish(): Uint8Array<ArrayBuffer> {
    gif.finish();
    const bytes = gif.bytes();
    return Comlink.transfer(bytes, [bytes.buffer]);
  },
};

export type GifWorkerApi = typeof api;

holdLifeline();
Comlink.expose(api);
