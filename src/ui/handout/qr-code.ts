/** An address as the squares of a QR code. */
import { encode } from "uqr";

/** Bytes. More make squares that a phone cannot tell apart in a code of 34 mm. */
const MOST_BYTES = 1000;

export interface QrCode {
  /** Squares in a row, margin included. */
  readonly side: number;
  /** The dark squares as an SVG path, one unit for each square. */
  readonly path: string;
}

/** @returns `undefined` for a text that is too long to be read from paper */
export function qrCode(text: string): QrCode | undefined {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return undefined;
  // A margin of four squares, as ISO/IEC 18004 asks for.
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { side: size, path };
}
