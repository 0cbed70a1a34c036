/** The workers in the builds of the site, which cut them into chunks. The package has other ones: packaged-workers.ts. */
import type { BackendName } from "../api/types";
import engine from "./engine.worker?worker&url";
import summary from "./summary.worker?worker&url";

/** What a worker is started from. */
export interface WorkerFile {
  readonly address: string;
  /** What it is given at its start. */
  readonly name?: string;
}

/** Loads the code of the requested backend. */
export const earlyEngineWorker: WorkerFile | undefined = { address: engine };

export const engineWorker = (_: BackendName): WorkerFile => ({ address: engine });
export const summaryWorker = (): string => summary;
