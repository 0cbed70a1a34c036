/** Colours as eyes with a missing kind of cone see them, and how far apart colours are. */

/**
 * Full severity (1.0), on linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, table 1.
 */
export const VISIONS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export type Vision = keyof typeof VISIONS;

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];
/** CIE L*a*b*, white point D65. */
export type Lab = readonly [number, number, number];

const linear = (byte: number) => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const times = (m: readonly number[], [a, b, c]: Rgb): Rgb => [
  m[0] * a + m[1] * b + m[2] * c,
  m[3] * a + m[4] * b + m[5] * c,
  m[6] * a + m[7] * b + m[8] * c,
];

/** sRGB to XYZ, IEC 61966-2-1. */
const XYZ = [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505];
const WHITE = [0.9505, 1, 1.089];

/** A colour as it is seen. */
export function seen([r, g, b]: Rgb, vision: Vision): Lab {
  const clipped = times(VISIONS[vision], [linear(r), linear(g), linear(b)]).map((c) =>
    Math.min(1, Math.max(0, c)),
  );
  const [x, y, z] = times(XYZ, clipped as unknown as Rgb).map((value, at) => {
    const t = value / WHITE[at];
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976: about 2.3 is a difference that is just noticed. */
export function deltaE(a: Lab, b: Lab): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
