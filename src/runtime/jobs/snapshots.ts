/** Runs each request with the weights of its moment in the training: fetched when first needed, put in place in order. */
import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified, type ReadAddress, readFromWeb } from "../../model/storage/download";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";

export interface SnapshotOptions {
  readonly manifest: Manifest;
  /** The model folder. */
  readonly folder: URL;
  readonly read?: ReadAddress;
  readonly client: Pick<EngineClient, "call">;
  /** Called while weights download, and with `undefined` afterwards. */
  readonly onProgress: (progress: DownloadProgress | undefined) => void;
}

/** A moment is a training step; `undefined` means the finished weights. */
export interface SnapshotRunner {
  /** Does `work` once the weights of a moment are in place. */
  at<T>(step: number | undefined, work: () => Promise<T>): Promise<T>;
  /** This moment is wanted from now on: a download for any other ends, and what waited for it throws `cancelled`. */
  want(step: number | undefined): void;
  /** Ends any download. */
  end(): void;
}

export function snapshotRunner({
  manifest,
  folder,
  read = readFromWeb,
  client,
  onProgress,
}: SnapshotOptions): SnapshotRunner {
  const cache = openFileCache();
  let inPlace: number | undefined;
  let loading: { step: number; stop: AbortController } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  /** Requests that are not answered yet. */
  let pending = 0;

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
      const inTurn = async () => {
        if (step !== inPlace) {
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
    want(step) {
      if (loading && loading.step !== step) loading.stop.abort();
    },
    end: () => loading?.stop.abort(),
  };
}
