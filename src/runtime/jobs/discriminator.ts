/** Runs the discriminator: its weights are fetched when an image is first judged, and stay. */

import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified, readFromWeb } from "../../model/storage/download";
import type { DownloadProgress, ModelSource } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import { type LatestWins, latestWins } from "../api/latest-wins";
import type { DiscriminatorInput, DiscriminatorOutput } from "../api/types";

export interface DiscriminatorRequest extends Omit<DiscriminatorInput, "image"> {
  /** [size, size, channels] row by row: numbers from -1 to 1, or bytes. */
  readonly image: Float32Array | Uint8Array | Uint8ClampedArray;
  /** Told while the discriminator's weights are on their way for this request. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Ends the download. */
  readonly signal?: AbortSignal;
}

export interface JudgeOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly client: Pick<EngineClient, "loadDiscriminator" | "discriminate">;
}

export interface Discriminator {
  readonly discriminate: LatestWins<DiscriminatorRequest, DiscriminatorOutput>;
  /** Ends a download that is under way; later requests are refused. */
  end(): void;
}

export function discriminatorOver({ manifest, source, client }: JudgeOptions): Discriminator {
  let loaded = false;
  let loading: AbortController | undefined;
  let ended = false;

  async function load({
    onProgress,
    signal,
  }: Pick<DiscriminatorRequest, "onProgress" | "signal">): Promise<void> {
    if (!manifest.discriminator) throw new LensError("no-discriminator", { model: manifest.id });
    const { weights } = manifest.discriminator;
    const { bytes: total } = weights;
    const stop = new AbortController();
    loading = stop;
    const cancel = () => stop.abort();
    signal?.addEventListener("abort", cancel);
    let arrived = 0;
    const onBytes = (count: number) => {
      arrived += count;
      onProgress?.({ loaded: arrived, total });
    };
    try {
      onProgress?.({ loaded: 0, total });
      const reading = { read: source.read ?? readFromWeb, onBytes, signal: stop.signal };
      await client.loadDiscriminator(await fetchVerified(weights, source.folder, openFileCache(), reading));
      loaded = true;
    } finally {
      loading = undefined;
      signal?.removeEventListener("abort", cancel);
    }
  }

  return {
    // One at a time, so that the weights are never fetched twice.
    discriminate: latestWins(async ({ image, onProgress, signal, ...rest }) => {
      if (ended) throw new LensError("engine-failed", { reason: "no model is loaded" });
      if (signal?.aborted) throw new LensError("cancelled");
      if (!loaded) await load({ ...(onProgress && { onProgress }), ...(signal && { signal }) });
      return client.discriminate({ ...rest, image: numbersOf(image) });
    }),
    end() {
      ended = true;
      loading?.abort();
    },
  };
}

/** 0 to 255 becomes -1 to 1. */
function numbersOf(image: DiscriminatorRequest["image"]): Float32Array {
  return image instanceof Float32Array ? image : Float32Array.from(image, (byte) => byte / 127.5 - 1);
}
