/** Where a pointer stands on an element, in the element's own plane: what is around it may be rotated, mirrored or seen in perspective. */

type Point = Pick<DOMRect, "x" | "y">;

/** The corners of a unit square: top left, top right, bottom right, bottom left. */
const CORNERS = ["0 auto auto 0", "0 0 auto auto", "auto 0 0 auto", "auto auto 0 0"];

const marked = new WeakMap<Element, readonly Element[]>();

/** Elements without a size in the corners of another: the only points whose place on the screen every browser tells under any transform. */
function cornersOf(box: Element): readonly Element[] {
  const known = marked.get(box);
  if (known?.every(({ parentNode }) => parentNode === box)) return known;
  const corners = CORNERS.map((inset) => {
    const corner = box.ownerDocument.createElement("i");
    // By script: as an attribute, the pages' policy refuses it.
    Object.assign(corner.style, { position: "absolute", inset });
    box.append(corner);
    return corner;
  });
  marked.set(box, corners);
  return corners;
}

/**
 * The place of a point within the image of a square under a projection.
 * @param corners where the square's corners are: top left, top right, bottom right, bottom left
 * @returns fractions of its width and height, 0 to 1 inside; not finite where the square is seen from its edge
 */
export function placeInSquare(
  [p0, p1, p2, p3]: readonly Point[],
  { x, y }: Point,
): readonly [x: number, y: number] {
  // The projective map of the unit square onto four points (Heckbert, Fundamentals of texture mapping, 1989), solved for the place.
  const [x1, y1, x2, y2] = [p1.x - p2.x, p1.y - p2.y, p3.x - p2.x, p3.y - p2.y];
  const [sumX, sumY] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const area = x1 * y2 - x2 * y1;
  const g = (sumX * y2 - x2 * sumY) / area;
  const h = (x1 * sumY - sumX * y1) / area;
  const a = p1.x - p0.x + g * (p1.x - x);
  const b = p3.x - p0.x + h * (p3.x - x);
  const c = p1.y - p0.y + g * (p1.y - y);
  const d = p3.y - p0.y + h * (p3.y - y);
  const determinant = a * d - b * c;
  const [dx, dy] = [x - p0.x, y - p0.y];
  return [(dx * d - b * dy) / determinant, (a * dy - dx * c) / determinant];
}

/**
 * The place of a pointer on an element that is positioned.
 * @returns fractions of the element's width and height; `undefined` where it has none to be seen
 */
export function pointerPlace(
  box: Element,
  { clientX, clientY }: Pick<MouseEvent, "clientX" | "clientY">,
): readonly [x: number, y: number] | undefined {
  const corners = cornersOf(box).map((corner) => corner.getBoundingClientRect());
  const place = placeInSquare(corners, { x: clientX, y: clientY });
  return place.every(Number.isFinite) ? place : undefined;
}
