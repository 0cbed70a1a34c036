import { useStore as useZustand } from "zustand";
import { useStore } from "../../state/store";

/** Whether there is a step to undo or to do again. */
export function useHistory(): { canUndo: boolean; canRedo: boolean } {
  const canUndo = useZustand(useStore.temporal, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useZustand(useStore.temporal, ({ futureStates }) => futureStates.length > 0);
  return { canUndo, canRedo };
}
