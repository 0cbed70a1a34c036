/** Engines that several viewers of a page share: one for each model, ended a while after its last lease was released. */
import { LensError } from "../../model/errors";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { Engine, EngineProgress, Recovery } from "./engine-types";
import { latestWins } from "./latest-wins";
import { FOR_SHARING } from "./operations";

export interface EngineRequest {
  /** Folder of the model, with a slash at the end. */
  readonly folder: URL;
  /** Cancels the opening. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
  /** Called while a snapshot's weights are being downloaded, with `undefined` at the end. */
  readonly onSnapshotProgress: (progress: DownloadProgress | undefined) => void;
  /** Called when the engine was lost and runs again, or cannot. */
  readonly onRecovery: (recovery: Recovery) => void;
}

export interface EngineLease {
  readonly engine: Engine;
  /** Ends the use of the engine. Pending requests reject with `cancelled`, or are dropped where others use the engine, too. */
  release(): void;
}

interface Shared {
  readonly engine: Promise<Engine>;
  readonly stop: AbortController;
  /** Of every lease, also of those that are not granted yet. */
  readonly users: Set<EngineRequest>;
  last: EngineProgress | undefined;
}

/**
 * Leases of shared engines.
 * @param create opens an engine, with the requests of all its users as one
 * @param idleMs how long an engine without a user stays: a user that is moved, or changes places with another, takes a lease again at once
 * @returns gives the engine of a model folder, opened with the first request. It throws what `create` throws, and the next lease tries
 * again; `cancelled` by the request's signal
 */
export function createEnginePool(
  create: (request: EngineRequest) => Promise<Engine>,
  idleMs: number,
): (request: EngineRequest) => Promise<EngineLease> {
  const shared = new Map<string, Shared>();

  const close = (key: string, entry: Shared): void => {
    if (shared.get(key) === entry) shared.delete(key);
    entry.stop.abort();
    entry.engine.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
  };

  const open = (key: string, folder: URL): Shared => {
    const stop = new AbortController();
    const users: Shared["users"] = new Set();
    const entry: Shared = {
      engine: create({
        folder,
        signal: stop.signal,
        onProgress: (progress) => {
          entry.last = progress;
          for (const { onProgress } of users) onProgress(progress);
        },
        onSnapshotProgress: (progress) => {
          for (const { onSnapshotProgress } of users) onSnapshotProgress(progress);
        },
        onRecovery: (recovery) => {
          // The next lease opens another.
          if ("error" in recovery) close(key, entry);
          for (const { onRecovery } of [...users]) onRecovery(recovery);
        },
      }),
      stop,
      users,
      last: undefined,
    };
    shared.set(key, entry);
    entry.engine.catch(() => {
      if (shared.get(key) === entry) shared.delete(key);
    });
    return entry;
  };

  return async (request) => {
    const key = request.folder.href;
    const entry = shared.get(key) ?? open(key, request.folder);
    entry.users.add(request);
    if (entry.last) request.onProgress(entry.last);
    const release = () => {
      if (!entry.users.delete(request)) return;
      setTimeout(() => {
        if (entry.users.size === 0 && shared.get(key) === entry) close(key, entry);
      }, idleMs);
    };
    try {
      const engine = await Promise.race([entry.engine, aborted(request.signal)]);
      return { engine: ownRequests(engine), release };
    } catch (thrown) {
      release();
      throw thrown;
    }
  };
}

/** Rejects with `cancelled` once a signal is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new LensError("cancelled"));
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  });
}

/**
 * The engine for one of its users, whose newer images replace only that user's own. It ends with the last user. All else is the engine's:
 * its facts change with a recovery, and its operations are those of the table.
 */
export function ownRequests(engine: Engine): Engine {
  const own = Object.entries(FOR_SHARING).map(
    ([name, every]) =>
      [name, latestWins((request: Parameters<Engine[typeof every]>[0]) => engine[every](request))] as const,
  );
  const dispose = () => undefined;
  return Object.assign(Object.create(engine) as Engine, Object.fromEntries(own), { dispose });
}
