/** Where the labels of nested boxes stand so that none covers another. Pure. */
export interface LabelledBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Baseline start of a label, and the area that its letters take. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly area: LabelledBox;
}

/** Width of a digit, as a share of the font size, with some room. */
const LETTER = 0.62;

function overlap(a: LabelledBox, b: LabelledBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Each label in the first corner of its box that is free, else at the next free line below or above.
 * @param boxes with the words of their labels, in one unit
 * @param side of the square that all labels stay within
 * @param font size of the letters
 */
export function placeLabels(
  boxes: readonly (LabelledBox & { readonly label: string })[],
  side: number,
  font: number,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { x, y, width, height, label } of boxes) {
    const size = { width: label.length * LETTER * font, height: 1.15 * font };
    const within = (at: { x: number; y: number }): LabelledBox => ({
      x: Math.min(Math.max(0, at.x), side - size.width),
      y: Math.min(Math.max(0, at.y), side - size.height),
      ...size,
    });
    const pad = 0.2 * font;
    const left = x + pad;
    const right = x + width - size.width - pad;
    const above = y + pad;
    const below = y + height - size.height - pad;
    const corners = [
      { x: left, y: above },
      { x: right, y: above },
      { x: left, y: below },
      { x: right, y: below },
    ];
    const lines = Array.from({ length: Math.floor(side / size.height) }, (_, line) => line * size.height);
    const nearest = lines.sort((a, b) => Math.abs(a - above) - Math.abs(b - above));
    const candidates = [
      ...corners,
      ...nearest.flatMap((line) => [left, right].map((at) => ({ x: at, y: line }))),
    ];
    const free = candidates.map(within).find((area) => !placed.some((other) => overlap(area, other.area)));
    const area = free ?? within(corners[0]);
    placed.push({ x: area.x, y: area.y + 0.9 * font, area });
  }
  return placed;
}
