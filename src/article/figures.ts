/** The lenses of the article, by section. Each is made once and moves along when the page is written in another language. */

import type { SaganLensElement } from "../element/types";
import { html } from "../element/view/html";

const CATS = { model: "cats64", seed: 78, query: "8,17" } as const;

/** Attributes of each; the images are those that have a prepared still, so that nothing else is loaded before it is needed. */
const FIGURES: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
  opening: { model: "cats64", seed: 20, query: "12,19", scale: "map", opacity: 0.5, links: 6 },
  nearby: { ...CATS, reach: true, overlay: "none", controls: "" },
  rows: { ...CATS, controls: "bar sentence scale" },
  gamma: {
    model: "eurosat64",
    seed: 42,
    classes: "Highway:1",
    query: "8,3",
    overlay: "none",
    controls: "step gamma overlay",
  },
  limits: {
    model: "eurosat64",
    seed: 18,
    classes: "PermanentCrop:1",
    query: "13,19",
    opacity: 0.5,
    controls: "bar sentence part",
  },
};

export type Figures = (section: string) => SaganLensElement;

export const hasLens = (section: string): boolean => Object.hasOwn(FIGURES, section);

/** The lens of a section, made when it is first asked for. @throws RangeError where the section has none */
export function makeFigures(): Figures {
  const made = new Map<string, SaganLensElement>();
  return (section) => {
    const known = made.get(section);
    if (known) return known;
    const attributes = FIGURES[section];
    if (!attributes) throw new RangeError(`section ${section} has no lens`);
    const lens = html("sagan-lens", { ...attributes, "data-figure": section });
    made.set(section, lens);
    return lens;
  };
}
