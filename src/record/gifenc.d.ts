/** The part of gifenc 1.0.3 that is used; it ships no types. */
declare module "gifenc" {
  /** Colours, each red, green and blue from 0 to 255. */
  type Palette = number[][];

  interface FrameOptions {
    readonly palette: Palette;
    /** Milliseconds; the file counts hundredths of a second. */
    readonly delay: number;
    /** Of the first frame: how often the film is repeated; 0 means without end. */
    readonly repeat?: number;
  }

  interface Encoder {
    /** @param indices of the palette's colours, [height, width] */
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    /** A copy of the file so far. */
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  /** At most `colors` colours for RGBA bytes. */
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, colors: number): Palette;
  /** The number of the nearest colour for each pixel. */
  export function applyPalette(rgba: Uint8Array | Uint8ClampedArray, palette: Palette): Uint8Array;
}
