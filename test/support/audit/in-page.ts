/** What is wrong with targets and texts, measured within the page. */
export interface LayoutFindings {
  /** Targets that are too small and too near to another. */
  readonly targets: readonly string[];
  /** Pairs of texts that are drawn over each other. */
  readonly overlaps: readonly string[];
  /** Texts and controls of which something is cut off. */
  readonly cut: readonly string[];
  /** What is wider than the window. */
  readonly wide: readonly string[];
}

/** Runs within the page: everything that it needs is in it. */
export function measured({
  least,
  touch,
}: {
  readonly least: number;
  readonly touch: number;
}): LayoutFindings {
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  interface PaintedText {
    readonly element: Element;
    readonly box: Box;
    readonly root: Document | ShadowRoot;
    readonly said: string;
  }
  const AXES = [
    { overflow: "overflowX", from: "left", to: "right" },
    { overflow: "overflowY", from: "top", to: "bottom" },
  ] as const;
  const TARGETS =
    "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=slider], [role=spinbutton], [role=checkbox], [role=radio], [role=switch], [role=link]";

  const roots: (Document | ShadowRoot)[] = [document];
  for (const host of document.querySelectorAll("sagan-lens"))
    if (host.shadowRoot) roots.push(host.shadowRoot);

  const above = (element: Element): Element | null =>
    element.assignedSlot ??
    element.parentElement ??
    (element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : null);
  const named = (element: Element, said = element.textContent ?? "") => {
    const { id } = element;
    const kind = element.getAttribute("data-testid") ?? element.getAttribute("class") ?? "";
    const words = (element.getAttribute("aria-label") ?? said).trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.tagName.toLowerCase()}${id ? `#${id}` : ""}${kind ? `.${kind}` : ""} “${words}”`;
  };
  const size = ({ left, top, right, bottom }: Box) =>
    `${Math.round(right - left)} x ${Math.round(bottom - top)}`;
  const isBox = ({ left, top, right, bottom }: Box) => right - left > 1 && bottom - top > 1;
  const common = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const hides = (how: string) => how === "hidden" || how === "clip";

  /** Elements around one that clip it, with itself where its text is meant: not those that lie between it and what it is positioned by. */
  function clippers(element: Element, ofText: boolean): Element[] {
    const found: Element[] = [];
    const { overflowX, overflowY, display } = getComputedStyle(element);
    const clips = (overflowX !== "visible" || overflowY !== "visible") && display !== "inline";
    if (ofText && clips) found.push(element);
    let { position } = getComputedStyle(element);
    for (let at = above(element); at && position !== "fixed"; at = above(at)) {
      const style = getComputedStyle(at);
      if (position === "absolute" && style.position === "static") continue;
      if (style.overflowX !== "visible" || style.overflowY !== "visible") found.push(at);
      position = style.position;
    }
    return found.filter((one) => one !== document.body && one !== document.documentElement);
  }
  /** For the eye: not only for screen readers, not transparent. */
  const isShown = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let at: Element | null = element; at; at = above(at)) {
      if (getComputedStyle(at).clipPath !== "none") return false;
    }
    return !element.closest(".skip-link, .skip");
  };
  /** What of a box is left by what clips it. */
  const clipped = (element: Element, box: Box, ofText: boolean): Box =>
    clippers(element, ofText).reduce<Box>((left, clipper) => {
      const { overflowX, overflowY } = getComputedStyle(clipper);
      const by = clipper.getBoundingClientRect();
      const wide = { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 };
      return common(left, {
        ...wide,
        ...(overflowX !== "visible" && { left: by.left, right: by.right }),
        ...(overflowY !== "visible" && { top: by.top, bottom: by.bottom }),
      });
    }, box);
  /** Whether a box sticks out of one that hides it and cannot be scrolled. */
  const isCut = (element: Element, box: Box, ofText: boolean): boolean =>
    AXES.some(({ overflow, from, to }) => {
      for (const clipper of clippers(element, ofText)) {
        const style = getComputedStyle(clipper);
        if (style[overflow] === "visible") continue;
        if (!hides(style[overflow])) return false;
        if (overflow === "overflowX" && style.textOverflow === "ellipsis") return false;
        const by = clipper.getBoundingClientRect();
        if (box[from] < by[from] - 1 || box[to] > by[to] + 1) return true;
      }
      return false;
    });

  const texts: PaintedText[] = [];
  const cut = new Set<string>();
  for (const root of roots) {
    const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const said = node.textContent ?? "";
      if (!element || said.trim() === "" || element.closest("script, style, noscript, option, title"))
        continue;
      if (!isShown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (!isBox(rect)) continue;
        if (isCut(element, rect, true)) cut.add(`${named(element, said)} ${size(rect)}`);
        const box = clipped(element, rect, true);
        if (isBox(box)) texts.push({ element, box, root, said });
      }
    }
  }

  /** Whether a text is painted at a point: nothing that lets no light through lies over it. */
  const isPainted = ({ element, root }: PaintedText, x: number, y: number): boolean => {
    // Outside of the window no stack can be had.
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) return true;
    const stack = root.elementsFromPoint(x, y);
    const depth = stack.indexOf(element);
    // What no pointer meets is painted over the rest.
    if (depth < 0) return getComputedStyle(element).pointerEvents === "none" || root !== document;
    return stack.slice(0, depth).every((over) => {
      if (element.contains(over) || over.contains(element)) return true;
      if (/^(canvas|img|iframe|video)$/i.test(over.tagName)) return false;
      const [, share = "1"] = /^rgba\(.*, ([\d.]+)\)$/.exec(getComputedStyle(over).backgroundColor) ?? [];
      return Number(share) < 0.8;
    });
  };
  texts.sort((a, b) => a.box.top - b.box.top);
  const overlaps = new Set<string>();
  texts.forEach((one, at) => {
    for (let next = at + 1; next < texts.length && texts[next].box.top < one.box.bottom; next++) {
      const other = texts[next];
      const both = common(one.box, other.box);
      if (both.right - both.left <= touch || both.bottom - both.top <= touch) continue;
      if (one.root !== other.root || one.element === other.element) continue;
      // Signs of a formula are set into each other.
      if (one.element.closest("math") && one.element.closest("math") === other.element.closest("math"))
        continue;
      const [x, y] = [(both.left + both.right) / 2, (both.top + both.bottom) / 2];
      if (!isPainted(one, x, y) || !isPainted(other, x, y)) continue;
      overlaps.add(
        `${named(one.element, one.said)} and ${named(other.element, other.said)} by ${size(both)}`,
      );
    }
  });

  /** What is pressed for a control: of a switch or a file, the label that is drawn for it. */
  const targetOf = (element: Element): Element | undefined => {
    const label =
      element instanceof HTMLInputElement && /^(checkbox|radio|file)$/.test(element.type)
        ? [...(element.labels ?? [])].find(isShown)
        : undefined;
    return label ?? (isShown(element) ? element : undefined);
  };
  /** A link in a sentence is as high as its line. */
  const isInline = (element: Element): boolean => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = element.parentElement?.textContent?.trim().length ?? 0;
    return around > (element.textContent?.trim().length ?? 0);
  };
  const found = roots.flatMap((root) =>
    [...root.querySelectorAll(TARGETS)].flatMap((element) => {
      const target = targetOf(element);
      if (!target || element.matches(":disabled, [type=hidden], [aria-hidden=true]")) return [];
      return isBox(clipped(target, target.getBoundingClientRect(), false)) ? [target] : [];
    }),
  );
  const targets = [...new Set(found)].map((element) => ({
    element,
    box: element.getBoundingClientRect() as Box,
  }));
  for (const { element, box } of targets)
    if (isCut(element, box, false)) cut.add(`${named(element)} ${size(box)}`);
  const isSmall = ({ box }: { box: Box }) =>
    box.right - box.left < least - 0.5 || box.bottom - box.top < least - 0.5;
  const middle = (box: Box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2] as const;
  /** From a point to the nearest of a box. */
  const distance = ([x, y]: readonly [number, number], box: Box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const small = targets.filter((target) => isSmall(target) && !isInline(target.element));
  const tooNear = small.flatMap((one) => {
    const at = middle(one.box);
    const near = targets.find((other) => {
      if (other === one || other.element.contains(one.element) || one.element.contains(other.element))
        return false;
      if (distance(at, other.box) < least / 2) return true;
      const [x, y] = middle(other.box);
      return isSmall(other) && Math.hypot(x - at[0], y - at[1]) < least;
    });
    return near ? [`${named(one.element)} ${size(one.box)}, near ${named(near.element)}`] : [];
  });

  // What can be scrolled sideways within its own box is not too wide.
  const scrolls = (element: Element): boolean =>
    clippers(element, false).some((clipper) => getComputedStyle(clipper).overflowX !== "visible");
  const { clientWidth, scrollWidth } = document.documentElement;
  const wide = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && isShown(one) && !scrolls(one))
    .map((one) => `${named(one)} to ${Math.round(one.getBoundingClientRect().right)} of ${clientWidth}`);
  if (scrollWidth > clientWidth + 1) wide.push(`the page: ${scrollWidth} of ${clientWidth}`);

  return { targets: tooNear, overlaps: [...overlaps], cut: [...cut], wide };
}
