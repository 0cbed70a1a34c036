/** Runs the discriminator: its weights are fetched when a picture is first judged, and stay. */

import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified, readFromWeb } from "../../model/storage/download";
import type { DownloadProgress, ModelSource } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import { type LatestWins, latestWins } from "../api/latest-wins";
import type { DiscriminatorInput, Judgement } from "../api/types";

export interface JudgeRequest extends Omit<DiscriminatorInput, "picture"> {
  /** [size, size, channels] row by row: numbers from -1 to 1, or bytes. */
  readonly picture: Float32Array | Uint8Array | Uint8ClampedArray;
  /** Told while the discriminator's weights are on their way for this request. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Ends the download. */
  readonly signal?: AbortSignal;
}

export interface JudgeOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly client: Pick<EngineClient, "loadDiscriminator" | "judge">;
}

export interface Judge {
  readonly judge: LatestWins<JudgeRequest, Judgement>;
  /** Ends a download that is under way; later requests are refused. */
  end(): void;
}

export function judgeOver({ manifest, source, client }: JudgeOptions): Judge {
  let loaded = false;
  let loading: AbortController | undefined;
  let ended = false;

  async function load({ onProgress, signal }: Pick<JudgeRequest, "onProgress" | "signal">): Promise<void> {
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
    judge: latestWins(async ({ picture, onProgress, signal, ...rest }) => {
      if (ended) throw new LensError("engine-failed", { reason: "no model is loaded" });
      if (signal?.aborted) throw new LensError("cancelled");
      if (!loaded) await load({ ...(onProgress && { onProgress }), ...(signal && { signal }) });
      return client.judge({ ...rest, picture: numbersOf(picture) });
    }),
    end() {
      ended = true;
      loading?.abort();
    },
  };
}

/** 0 to 255 becomes -1 to 1. */
function numbersOf(picture: JudgeRequest["picture"]): Float32Array {
  return picture instanceof Float32Array ? picture : Float32Array.from(picture, (byte) => byte / 127.5 - 1);
}
