import { useEffect } from "react";
import { useStore as useZustand } from "zustand";
import { redo, undo } from "../../state/store/history";
import { beginStep, endStep, separateStep, useStore } from "../../state/store/store";

/** Whether there is a step to undo or to do again. */
export function useHistory(): { canUndo: boolean; canRedo: boolean } {
  const canUndo = useZustand(useStore.temporal, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useZustand(useStore.temporal, ({ futureStates }) => futureStates.length > 0);
  return { canUndo, canRedo };
}

/** Tells the history where one act ends and the next begins. */
export function useActs(): void {
  useEffect(() => {
    // Caught on their way down, before anything is changed.
    const options = { capture: true };
    window.addEventListener("pointerdown", beginStep, options);
    window.addEventListener("pointerup", endStep, options);
    window.addEventListener("pointercancel", endStep, options);
    window.addEventListener("focusin", separateStep, options);
    return () => {
      window.removeEventListener("pointerdown", beginStep, options);
      window.removeEventListener("pointerup", endStep, options);
      window.removeEventListener("pointercancel", endStep, options);
      window.removeEventListener("focusin", separateStep, options);
    };
  }, []);
}

/** Ctrl or Command with Z, and with Shift or Y for the way forward. A field that is typed in keeps its own. */
export function useHistoryKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyped(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "y" || (key === "z" && event.shiftKey)) redo();
      else if (key === "z") undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && (target.type === "text" || target.type === "number");
}
