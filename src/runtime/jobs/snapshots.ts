/** Runs each request with the weights of its moment in the training: fetched when first needed, put in place in order. */
import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified, readFromWeb } from "../../model/storage/download";
import type { DownloadProgress, ModelSource } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";

export interface SnapshotOptions extends ModelSource {
  readonly manifest: Manifest;
  readonly client: Pick<EngineClient, "call">;
  /** Called while weights download, and with `undefined` afterwards. */
  readonly onProgress: (progress: DownloadProgress | undefined) => void;
}

/** A moment is a training step; `undefined` means the finished weights. */
export interface SnapshotRunner {
  /** Does `work` once the weights of a moment are in place. */
  at<T>(step: number | undefined, work: () => Promise<T>): Promise<T>;
  /** Selects a moment: a download for any other ends, and what waited for it throws `cancelled`. */
  select(step: number | undefined): void;
  /** Ends any download. */
  end(): void;
}

export function snapshotRunner({
  manifest,
  folder,
  read = readFromWeb,
  cache = openFileCache(),
  client,
  onProgress,
}: SnapshotOptions): SnapshotRunner {
  let inPlace: number | undefined;
  let loading: { step: number; stop: AbortController } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  /** Requests that are not answered yet. */
  let pending = 0;
  /** Requests made so far. */
  let requests = 0;
  /** How many requests had been made when the download of a moment was ended, by step: they do not start it again. */
  const endedAt = new Map<number, number>();

  async function weightsOf(step: number): Promise<Uint8Array> {
    const file = manifest.snapshots.find((snapshot) => snapshot.step === step)?.weights;
    if (!file) throw new LensError("snapshot-unknown", { step, model: manifest.id });
    const stop = new AbortController();
    loading = { step, stop };
    let loaded = 0;
    try {
      onProgress({ loaded, total: file.bytes });
      const onBytes = (count: number) => {
        loaded += count;
        onProgress({ loaded, total: file.bytes });
      };
      return await fetchVerified(file, folder, cache, { read, onBytes, signal: stop.signal });
    } finally {
      loading = undefined;
      onProgress(undefined);
    }
  }

  return {
    at(step, work) {
      const number = requests++;
      const inTurn = async () => {
        if (step !== inPlace) {
          if (step !== undefined && number < (endedAt.get(step) ?? 0)) throw new LensError("cancelled");
          const where = `snapshots/${step}`;
          await client.call(
            "useWeights",
            step === undefined ? undefined : { weights: await weightsOf(step), where },
          );
          inPlace = step;
        }
        return work();
      };
      // At once where nothing is before it: a request that is made as the last image comes reaches the worker before the page spends
      // its time on showing that image.
      const job = pending === 0 && step === inPlace ? work() : last.then(inTurn);
      pending++;
      const answered = () => {
        pending--;
      };
      last = job.then(answered, answered);
      return job;
    },
    select(step) {
      if (!loading || loading.step === step) return;
      endedAt.set(loading.step, requests);
      loading.stop.abort();
    },
    end: () => loading?.stop.abort(),
  };
}
