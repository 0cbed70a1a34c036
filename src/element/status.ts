/** What an element says of its state: what it is doing, and what went wrong. */
import type { LensError } from "../model/errors";
import type { ViewerState } from "../viewer/state/viewer-state";
import { isStale } from "../viewer/views/derived";

export type Activity =
  /** Nothing was requested yet, or all of it is on show. */
  | { readonly kind: "none" }
  | { readonly kind: "opening" }
  /** The generator is being loaded. @property share 0 to 1, where it is known */
  | { readonly kind: "loading"; readonly share: number | undefined }
  | { readonly kind: "generating" };

export function activityOf(state: ViewerState): Activity {
  const { engine, openingStill } = state;
  if (openingStill) return { kind: "opening" };
  switch (engine.phase) {
    case "download":
    case "prepare": {
      const { loaded, total } = engine.progress;
      return { kind: "loading", share: total > 0 ? loaded / total : undefined };
    }
    case "start":
    case "check":
      return { kind: "loading", share: undefined };
    case "ready":
      return { kind: isStale(state) ? "generating" : "none" };
    default:
      return { kind: "none" };
  }
}

/** The engine's fault, else the newest notice. */
export function problemOf({ engine, notices }: ViewerState): LensError | undefined {
  return engine.phase === "failed" ? engine.error : notices.at(-1)?.error;
}
