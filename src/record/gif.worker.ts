/// <reference path="./gifenc.d.ts" />
/** Choosing colours and compressing take a while for each frame: in a worker of its own they do not hold up the page. */
import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { serveWorker } from "../runtime/rpc/serve";
import { transferring } from "../runtime/rpc/transfer";
import type { GifCalls } from "./gif-calls";

/** As many as a frame of a GIF can have. */
const COLORS = 256;

const gif = GIFEncoder();

serveWorker<GifCalls>({
  frame({ pixels, width, height, hundredths }) {
    const palette = quantize(pixels, COLORS);
    const indices = applyPalette(pixels, palette);
    gif.writeFrame(indices, width, height, { palette, delay: hundredths * 10, repeat: 0 });
  },
  finish() {
    gif.finish();
    const bytes = gif.bytes();
    return transferring(bytes, [bytes.buffer]);
  },
});
