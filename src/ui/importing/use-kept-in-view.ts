import { type RefObject, useEffect } from "react";

/** What a reader does to go elsewhere on the page. */
const TAKES_OVER = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Scrolls a part into view, and again while what loads around it moves it, until the reader takes over.
 * @param part what is to be seen
 * @param moment begins again when it changes; undefined leaves the page where it is
 */
export function useKeptInView(part: RefObject<HTMLElement | null>, moment: string | undefined): void {
  useEffect(() => {
    if (moment === undefined) return;
    // An observer is told of the size at once, which is the first time it is shown.
    const observer = new ResizeObserver(() => {
      // Newer browsers answer with a promise.
      void part.current?.scrollIntoView({ block: "nearest" });
    });
    observer.observe(document.body);
    const leave = () => {
      observer.disconnect();
      for (const type of TAKES_OVER) removeEventListener(type, leave);
    };
    for (const type of TAKES_OVER) addEventListener(type, leave, { passive: true });
    return leave;
  }, [part, moment]);
}
