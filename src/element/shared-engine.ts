/** One engine for each model, shared by all elements of a page; ended a while after its last lease was released. */
import { LensError } from "../model/errors";
import { createEngine, type Engine, type EngineProgress } from "../runtime/api/engine";
import { latestWins } from "../runtime/api/latest-wins";
import type { EngineLease, EngineRequest } from "../viewer/requests/engine-holder";

/** An element that is moved within its page releases its lease and takes another at once. */
const IDLE_MS = 10_000;

interface Shared {
  readonly engine: Promise<Engine>;
  readonly stop: AbortController;
  /** Of every lease, also of those that are not granted yet. */
  readonly users: Set<EngineRequest>;
  last: EngineProgress | undefined;
}

const shared = new Map<string, Shared>();

/**
 * The engine of a model folder, opened with the first request.
 * @throws LensError what `createEngine` throws, the next lease tries again; `cancelled` by the request's signal
 */
export async function leaseEngine(request: EngineRequest): Promise<EngineLease> {
  const key = request.folder.href;
  const entry = shared.get(key) ?? open(key, request.folder);
  entry.users.add(request);
  if (entry.last) request.onProgress(entry.last);
  const release = () => {
    if (!entry.users.delete(request)) return;
    setTimeout(() => {
      if (entry.users.size === 0 && shared.get(key) === entry) close(key, entry);
    }, IDLE_MS);
  };
  try {
    const engine = await Promise.race([entry.engine, aborted(request.signal)]);
    return { engine: ownRequests(engine), release };
  } catch (thrown) {
    release();
    throw thrown;
  }
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
  const own: Pick<Engine, "generate" | "dispose"> = {
    generate: latestWins((request) => engine.preview(request)),
    dispose: () => undefined,
  };
  return Object.assign(Object.create(engine) as Engine, own);
}

function open(key: string, folder: URL): Shared {
  const stop = new AbortController();
  const users: Shared["users"] = new Set();
  const entry: Shared = {
    engine: createEngine({
      source: { folder },
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
}

function close(key: string, entry: Shared): void {
  if (shared.get(key) === entry) shared.delete(key);
  entry.stop.abort();
  entry.engine.then(
    (engine) => engine.dispose(),
    () => undefined,
  );
}
