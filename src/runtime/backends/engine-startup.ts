/** Starting an engine's backend with a model. */
import type { ModelFiles } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import type { EngineProgress } from "../api/engine-types";
import type { BackendName, SelfCheck } from "../api/types";
import { type Started, type StartupOptions, startOnFirstBackend } from "./backend-startup";
import type { Candidate } from "./choose";

/** A client that has loaded a model and passed its check. */
export type StartedEngine = Started<EngineClient, SelfCheck>;

/** Weights for which a backend has the usual time without progress: one step of a larger model takes longer. Bytes. */
const USUAL_BYTES = 2 ** 25;

/**
 * Starts a model on the first backend that proves exact.
 * @throws LensError what `startOnFirstBackend` throws
 */
export function startEngine(
  plan: readonly Candidate[],
  { open, files }: { open(backend: BackendName): EngineClient; readonly files: Promise<ModelFiles> },
  options: Omit<StartupOptions, "onStep"> & { readonly onProgress?: (progress: EngineProgress) => void },
): Promise<StartedEngine> {
  const { onProgress = () => undefined, ...rest } = options;
  let running: BackendName | undefined;
  return startOnFirstBackend(
    plan,
    {
      open,
      start(client, backend) {
        running = backend;
        onProgress({ phase: "start", backend });
        return client.call("start", backend);
      },
      input: files,
      load: (client, loaded, progressed) =>
        client.call("load", loaded, {
          onProgress(progress) {
            progressed();
            if (!running) return;
            const { step, ...of } = progress;
            onProgress({ phase: step, backend: running, ...of } as EngineProgress);
          },
        }),
      patience: ({ manifest }) => Math.max(1, manifest.generator.weights.bytes / USUAL_BYTES),
    },
    rest,
  );
}
