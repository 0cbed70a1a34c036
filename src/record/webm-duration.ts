/** The length that a WebM gives for itself. */

/** Matroska's element Duration: its name, and a length of 8 bytes, of the number that follows. */
const DURATION = [0x44, 0x89, 0x88];
/** It is in the head of the file, before the tracks. */
const HEAD_BYTES = 512;

/**
 * Sets the length of a film, in place. webm-muxer 5 gives the beginning of the last frame, so that a film repeated by a player
 * would lose that frame. Where there is no such number the file is left as it is: it plays all the same.
 */
export function writeDuration(file: ArrayBuffer, milliseconds: number): void {
  const head = new Uint8Array(file, 0, Math.min(HEAD_BYTES, file.byteLength));
  const at = head.findIndex((_, start) => DURATION.every((byte, offset) => head[start + offset] === byte));
  if (at >= 0) new DataView(file).setFloat64(at + DURATION.length, milliseconds);
}
