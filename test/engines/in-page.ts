/** Functions that the tests send into a page as text. Each stands alone: it can use nothing around it. */

/** Something on the page. */
export interface Target {
  readonly css: string;
  /** Its name: of a field its label, else its own label or text. */
  readonly text?: string;
  /** A CSS selector of the element in whose shadow tree it is. */
  readonly host?: string;
}

/** All that is meant by a target, in the page's order. */
export function find({ css, text, host }: Target): HTMLElement[] {
  const root = host === undefined ? document : document.querySelector(host)?.shadowRoot;
  const nameOf = (one: HTMLElement) =>
    one.getAttribute("aria-label") ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent;
  return [...(root?.querySelectorAll<HTMLElement>(css) ?? [])].filter(
    (one) => text === undefined || nameOf(one)?.trim() === text,
  );
}

/**
 * Brings the first visible of some elements into view.
 * @param at shares of its width and height
 * @returns where that part of it is in the window; why it cannot be pointed at, in words
 */
export async function placeOf(
  found: HTMLElement[],
  at: { readonly x: number; readonly y: number },
): Promise<{ x: number; y: number } | string> {
  const one = found.find((element) => element.getClientRects().length > 0);
  if (!one) return found.length > 0 ? "is hidden" : "is not there";
  if ((one as HTMLButtonElement).disabled) return "is disabled";
  one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = () => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return { x: left + at.x * width, y: top + at.y * height };
  };
  const before = box();
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const now = box();
  if (before.x !== now.x || before.y !== now.y) return "moves";
  const top = (one.getRootNode() as Document | ShadowRoot).elementFromPoint(now.x, now.y);
  const isIt =
    top !== null && (one.contains(top) || top.contains(one) || top.closest("label")?.control === one);
  return isIt
    ? now
    : `is covered by ${top?.outerHTML.slice(0, 80) ?? "nothing: it is outside of the window"}`;
}

/** A text that tells the pixels of a canvas from others, with the number of its colours. */
export function canvasDigest(element: HTMLElement): string {
  const canvas = element as HTMLCanvasElement;
  const { width, height } = canvas;
  const data = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  const colours = new Set<number>();
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  for (let at = 0; at < data.length; at++) hash = Math.imul(hash ^ data[at], 0x01000193) >>> 0;
  for (let at = 0; at < data.length; at += 4)
    colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  return `${width} × ${height}, ${colours.size} colours, ${hash.toString(16)}`;
}
