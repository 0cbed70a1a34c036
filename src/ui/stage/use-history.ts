import { useEffect } from "react";
import { useStore as useZustand } from "zustand";
import { redo, undo } from "../../state/store/history";
import { beginAct, endAct, partAct, useStore } from "../../state/store/store";

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
    window.addEventListener("pointerdown", beginAct, options);
    window.addEventListener("pointerup", endAct, options);
    window.addEventListener("pointercancel", endAct, options);
    window.addEventListener("focusin", partAct, options);
    return () => {
      window.removeEventListener("pointerdown", beginAct, options);
      window.removeEventListener("pointerup", endAct, options);
      window.removeEventListener("pointercancel", endAct, options);
      window.removeEventListener("focusin", partAct, options);
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
