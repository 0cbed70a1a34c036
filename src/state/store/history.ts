/** The way back and forth through what a person chose. */

import { stopWalk } from "../collection/playing";
import { useStore } from "./store";

export function undo(): void {
  stopWalk();
  useStore.temporal.getState().undo();
}

export function redo(): void {
  stopWalk();
  useStore.temporal.getState().redo();
}
