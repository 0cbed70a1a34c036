import { type RefObject, useEffect, useState } from "react";

/** Whether an element is laid out, in sight or not: so it is not in a part of the page that is closed (`display: none`). */
export function useDisplayed(element: RefObject<Element | null>): boolean {
  const [displayed, setDisplayed] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([{ contentRect }]) => setDisplayed(contentRect.width > 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return displayed;
}
