/** Bytes as letters, for files inside of text. Browsers of 2025 and later have both directions built in, about 13 times as fast. */

/** Bytes whose letters fit among the arguments of a call. */
const PIECE = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  if (typeof bytes.toBase64 === "function") return bytes.toBase64();
  let letters = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    letters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(letters);
}

/** @throws DOMException or SyntaxError for text that is no base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
