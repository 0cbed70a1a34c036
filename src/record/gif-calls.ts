import type { CallTypes } from "../runtime/rpc/protocol";

export interface GifFrame {
  /** RGBA, [height, width, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** How long it is shown, in hundredths of a second. */
  readonly hundredths: number;
}

/** What the worker of a GIF does. */
export interface GifCalls {
  /** Adds a frame with colours of its own. */
  readonly frame: CallTypes<GifFrame, void>;
  /** The whole file. */
  readonly finish: CallTypes<undefined, Uint8Array<ArrayBuffer>>;
}
