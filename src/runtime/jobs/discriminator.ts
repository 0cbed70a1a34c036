/** Brings the discriminator's weights into the worker: fetched for the first request, and kept there. */
import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified, readFromWeb } from "../../model/storage/download";
import type { ModelSource } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import type { DiscriminatorRequest } from "../api/types";
import { linkedAbort } from "../rpc/cancellation";

export interface DiscriminatorOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly client: Pick<EngineClient, "call">;
}

export interface DiscriminatorLoader {
  /**
   * Brings the weights where they are not there yet. Requests come one at a time, so nothing is fetched twice.
   * @throws LensError `no-discriminator`; the file's faults; `cancelled` by the request's signal or by `end`
   */
  ready(request: Pick<DiscriminatorRequest, "onProgress" | "signal">): Promise<void>;
  /** Ends a download that runs. */
  end(): void;
}

export function discriminatorLoader({ manifest, source, client }: DiscriminatorOptions): DiscriminatorLoader {
  const ended = new AbortController();
  let loaded = false;

  async function load({
    onProgress,
    signal,
  }: Pick<DiscriminatorRequest, "onProgress" | "signal">): Promise<void> {
    if (!manifest.discriminator) throw new LensError("no-discriminator", { model: manifest.id });
    const { weights } = manifest.discriminator;
    const { bytes: total } = weights;
    const stop = linkedAbort(signal, ended.signal);
    let arrived = 0;
    const onBytes = (count: number) => {
      arrived += count;
      onProgress?.({ loaded: arrived, total });
    };
    try {
      onProgress?.({ loaded: 0, total });
      const reading = { read: source.read ?? readFromWeb, onBytes, signal: stop.signal };
      const bytes = await fetchVerified(weights, source.folder, openFileCache(), reading);
      await client.call("loadDiscriminator", bytes);
      loaded = true;
    } finally {
      stop.unlink();
    }
  }

  return {
    async ready(request) {
      if (ended.signal.aborted || request.signal?.aborted) throw new LensError("cancelled");
      if (!loaded) await load(request);
    },
    end: () => ended.abort(),
  };
}
