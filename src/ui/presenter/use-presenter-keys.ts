import { useEffect } from "react";
import { moveDot, step, stopPresenting } from "../../state/navigation/presenter";
import { arrowStep } from "../../viewer/state/arrow-keys";

/** As remote clickers and slides have them. */
const ON = new Set(["ArrowRight", "ArrowDown", "PageDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

/** The keys of the view, wherever the focus is. A button that has it takes space for itself. */
export function usePresenterKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!pressed(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}

/** @returns whether it was a key of the view */
function pressed({ key, shiftKey, target }: KeyboardEvent): boolean {
  const arrow = arrowStep({ key, shiftKey: false });
  if (shiftKey && arrow) moveDot(...arrow);
  else if (key === "Escape") stopPresenting();
  else if (ON.has(key)) step(1);
  else if (BACK.has(key)) step(-1);
  else if (key === " " && !(target instanceof HTMLButtonElement)) step(shiftKey ? -1 : 1);
  else return false;
  return true;
}
