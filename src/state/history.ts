/** The way back and forth through what a person chose. */
import { useStore } from "./store";
import { stopWalk } from "./walk-player";

export function undo(): void {
  stopWalk();
  useStore.temporal.getState().undo();
}

export function redo(): void {
  stopWalk();
  useStore.temporal.getState().redo();
}
