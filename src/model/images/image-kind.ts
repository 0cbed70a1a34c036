/** What kind of image file some bytes are, by their first ones. Pure. */

export type ImageKind = "png" | "jpeg" | "gif" | "webp" | "avif" | "bmp";

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** `undefined` for anything else. */
export function imageKind(bytes: Uint8Array): ImageKind | undefined {
  if (ascii(bytes, 1, 3) === "PNG" && bytes[0] === 0x89) return "png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "gif";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP") return "webp";
  if (/^ftyp(avif|avis|heic|mif1)$/.test(ascii(bytes, 4, 8))) return "avif";
  // "BM" alone could begin any text; a bitmap has four zeros after its size.
  if (ascii(bytes, 0, 2) === "BM" && ascii(bytes, 6, 4) === "\0\0\0\0") return "bmp";
  return undefined;
}

/** Enough of a file to meet the mark of an animation, which stands before or between the first frames. */
const SEARCHED = 1 << 20;

/** Whether an image moves: of such a file only the first frame can be shown. */
export function isAnimated(bytes: Uint8Array, kind: ImageKind): boolean {
  const head = bytes.subarray(0, SEARCHED);
  switch (kind) {
    case "gif":
      // Only what repeats says so; a single frame has no use for it.
      return includes(head, "NETSCAPE2.0");
    case "webp":
      return includes(head.subarray(0, 64), "ANIM");
    case "png":
      return includes(head, "acTL");
    case "avif":
      return ascii(bytes, 8, 4) === "avis";
    default:
      return false;
  }
}

function includes(bytes: Uint8Array, word: string): boolean {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (ascii(bytes, at, word.length) === word) return true;
  }
  return false;
}
