/** iTXt chunks of a PNG: text in UTF-8, for Korean captions and Greek letters, which fast-png does not write. Pure. */

/** Length, type and check sum around the content of a chunk. */
const AROUND = 12;
/** The last chunk, IEND, is always the same length. */
const END_LENGTH = AROUND;

/** A PNG file with these texts, by keyword, before its end. */
export function withInternationalText(
  png: Uint8Array,
  texts: readonly (readonly [keyword: string, text: string])[],
): Uint8Array<ArrayBuffer> {
  const chunks = texts.map(([keyword, text]) => internationalText(keyword, text));
  const file = new Uint8Array(png.length + chunks.reduce((sum, { length }) => sum + length, 0));
  const end = png.length - END_LENGTH;
  file.set(png.subarray(0, end));
  let at = end;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.length;
  }
  file.set(png.subarray(end), at);
  return file;
}

/** Keyword, then five bytes of zero: end of the keyword, not compressed, method 0, no language, no translated keyword. */
function internationalText(keyword: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(content.length + AROUND - 4);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(4 + content.length, checkSum(content));
  return chunk;
}

/** CRC-32 as PNG computes it (W3C PNG, annex D). */
function checkSum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  }
  return ~sum >>> 0;
}
