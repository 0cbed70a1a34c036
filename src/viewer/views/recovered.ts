import { LensError } from "../../model/errors";
import type { BackendName } from "../../runtime/api/types";

/** What a person is told of an engine that was lost on one backend and runs on another, or the same, now. */
export function recovered(from: BackendName, to: BackendName): LensError {
  return from === to
    ? new LensError("engine-restarted", { backend: to })
    : new LensError("engine-stepped-down", { from, to });
}
