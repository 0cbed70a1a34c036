/** What an audit finds in how a page is laid out: targets, texts, and what moved by itself. It is measured within the page. */
import type { Page } from "@playwright/test";
import { type LayoutFindings, measured } from "./in-page";

export type { LayoutFindings };

/** Smallest width and height of a target, in CSS pixels (WCAG 2.2, 2.5.8). */
const LEAST_TARGET = 24;
/** Boxes of texts may touch each other by so much: they are higher than their letters. */
const TOUCH = 2;

/** Something that moved without a person's doing, as browsers count it (Layout Instability). */
export interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

interface Watched extends Window {
  takeShifts?: () => Shift[];
}

/** Notes from before the first address on what moves, but for what follows a click or a key within half a second. */
export async function watchShifts(page: Page): Promise<void> {
  // Programs that are run from TypeScript name inner functions by a helper, which the page has not.
  await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
  await page.addInitScript(() => {
    interface LayoutShift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly {
        readonly node: Node | null;
        readonly previousRect: DOMRectReadOnly;
        readonly currentRect: DOMRectReadOnly;
      }[];
    }
    const shifts: Shift[] = [];
    const place = ({ x, y, width, height }: DOMRectReadOnly) => `${[x, y, width, height].map(Math.round)}`;
    const note = (entries: PerformanceEntryList) => {
      for (const { value, hadRecentInput, sources } of entries as LayoutShift[]) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect, currentRect }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          const name = element ? `${element.tagName.toLowerCase()}.${element.getAttribute("class")}` : "?";
          return `${name} from ${place(previousRect)} to ${place(currentRect)}`;
        });
        shifts.push({ value, moved });
      }
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    (window as Watched).takeShifts = () => {
      note(observer.takeRecords());
      return shifts.splice(0);
    };
  });
}

/** What moved since it was last asked. */
export const takeShifts = (page: Page): Promise<Shift[]> =>
  page.evaluate(() => (window as Watched).takeShifts?.() ?? []);

/** Waits until nothing of the page has changed for half a second's worth of frames: what was to be loaded has been put in. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(
    async ({ still, most }) => {
      let changed = true;
      const observer = new MutationObserver(() => {
        changed = true;
      });
      const everything = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, everything);
      for (const host of document.querySelectorAll("sagan-lens")) {
        if (host.shadowRoot) observer.observe(host.shadowRoot, everything);
      }
      let quiet = 0;
      for (let frame = 0; quiet < still; frame++) {
        if (frame > most) throw new Error(`the page still changes after ${most} frames`);
        changed = false;
        await new Promise(requestAnimationFrame);
        quiet = changed ? 0 : quiet + 1;
      }
      observer.disconnect();
    },
    { still: 30, most: 3000 },
  );
}

/** Looks at every target and every text of a page as it stands. */
export function layoutFindings(page: Page): Promise<LayoutFindings> {
  return page.evaluate(measured, { least: LEAST_TARGET, touch: TOUCH });
}
