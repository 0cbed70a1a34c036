import type { EngineClient } from "../api/client";
import type { WorkerCalls } from "../api/operations";
import { openWorker } from "../rpc/worker-channel";
import workerAddress from "./engine.worker?worker&url";

/** An engine in a worker of its own. Its code loads at once; the backend is chosen later. */
export function openEngineWorker(): EngineClient {
  // The time limits of a start bound the first message; until then it may wait behind other downloads of the page.
  return openWorker<WorkerCalls>(workerAddress, { handshake: Number.POSITIVE_INFINITY });
}
