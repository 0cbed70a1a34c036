/** What an engine hands its requests to: a worker, or the same thread. */
import type { LensError } from "../../model/errors";
import type { Call } from "../rpc/protocol";
import type { WorkerCalls } from "./operations";

/** One backend with one model. */
export interface EngineClient {
  readonly call: Call<WorkerCalls>;
  /** Calls a listener when the worker or its device is lost; not after `terminate`. */
  onLoss(listener: (lost: LensError) => void): void;
  /** Ends it. Pending and later calls reject with `cancelled`. */
  terminate(): void;
}
