import type { EngineClient } from "../api/client";
import type { WorkerCalls } from "../api/operations";
import type { BackendName } from "../api/types";
import { openWorker } from "../rpc/worker-channel";
import { earlyEngineWorker, engineWorker, type WorkerFile } from "./worker-files";

// The time limits of a start bound the first message; until then it may wait behind other downloads of the page.
const open = ({ address, ...told }: WorkerFile): EngineClient =>
  openWorker<WorkerCalls>(address, { handshake: Number.POSITIVE_INFINITY, ...told });

/** An engine in a worker of its own, for one backend. */
export const openEngineWorker = (backend: BackendName): EngineClient => open(engineWorker(backend));

/**
 * The same before the backend is chosen, so that its code loads at once; `undefined` where each backend has a worker of its own.
 */
export const openEarlyEngineWorker = (): EngineClient | undefined =>
  earlyEngineWorker && open(earlyEngineWorker);
