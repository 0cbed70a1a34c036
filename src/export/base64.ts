/** Bytes as letters, for files inside of text. */

/** In pieces, since the letters of a large file do not fit among a function's arguments. */
export function toBase64(bytes: Uint8Array): string {
  const PIECE = 0x8000;
  let letters = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    letters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(letters);
}

/** @throws DOMException for text that is no base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
