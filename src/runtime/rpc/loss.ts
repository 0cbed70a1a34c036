import type { LensError } from "../../model/errors";

/** Whether what ran is gone, for no fault of the request: the same may work after a new start. */
export function isLoss({ code }: Pick<LensError, "code">): boolean {
  return code === "device-lost" || code === "worker-lost";
}
