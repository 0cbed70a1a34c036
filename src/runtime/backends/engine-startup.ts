/** Starting an engine's backend with a model. */
import type { ModelFiles } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import type { EngineProgress } from "../api/engine-types";
import type { BackendName, SelfCheck } from "../api/types";
import { type Started, type StartupOptions, startOnFirstBackend } from "./backend-startup";
import type { Candidate } from "./choose";

/** A client that has loaded a model and passed its check. */
export type StartedEngine = Started<EngineClient, SelfCheck>;

/**
 * Starts a model on the first backend that proves exact.
 * @throws LensError what `startOnFirstBackend` throws
 */
export function startEngine(
  plan: readonly Candidate[],
  { open, files }: { open(backend: BackendName): EngineClient; readonly files: Promise<ModelFiles> },
  options: Omit<StartupOptions, "onStep"> & { readonly onProgress?: (progress: EngineProgress) => void },
): Promise<StartedEngine> {
  const { onProgress, ...rest } = options;
  return startOnFirstBackend(
    plan,
    {
      open,
      start: (client, backend) => client.call("start", backend),
      input: files,
      load: (client, loaded) => client.call("load", loaded),
    },
    { ...rest, ...(onProgress && { onStep: (phase, backend) => onProgress({ phase, backend }) }) },
  );
}
