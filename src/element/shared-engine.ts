/** One engine for each model, shared by all elements of a page; ended a while after the last one has let it go. */
import { createEngine, type Engine, type EngineProgress } from "../runtime/engine";

/** An element that is moved within its page lets go and takes again at once. */
const IDLE_MS = 10_000;

interface Shared {
  readonly engine: Promise<Engine>;
  readonly stop: AbortController;
  readonly listeners: Set<(progress: EngineProgress) => void>;
  last: EngineProgress | undefined;
  users: number;
}

const shared = new Map<string, Shared>();

export interface EngineLease {
  /** @throws LensError what `createEngine` throws; the next lease tries again */
  readonly engine: Promise<Engine>;
  release(): void;
}

/**
 * The engine of a model folder, opened by the first who asks.
 * @param folder with a slash at the end
 */
export function leaseEngine(folder: URL, onProgress: (progress: EngineProgress) => void): EngineLease {
  const key = folder.href;
  const entry = shared.get(key) ?? open(key, folder);
  entry.users++;
  entry.listeners.add(onProgress);
  if (entry.last) onProgress(entry.last);
  let held = true;
  return {
    engine: entry.engine,
    release() {
      if (!held) return;
      held = false;
      entry.users--;
      entry.listeners.delete(onProgress);
      setTimeout(() => {
        if (entry.users === 0 && shared.get(key) === entry) close(key, entry);
      }, IDLE_MS);
    },
  };
}

function open(key: string, folder: URL): Shared {
  const stop = new AbortController();
  const listeners: Shared["listeners"] = new Set();
  const entry: Shared = {
    engine: createEngine({
      source: { folder },
      signal: stop.signal,
      onProgress: (progress) => {
        entry.last = progress;
        for (const listener of listeners) listener(progress);
      },
    }),
    stop,
    listeners,
    last: undefined,
    users: 0,
  };
  shared.set(key, entry);
  entry.engine.catch(() => {
    if (shared.get(key) === entry) shared.delete(key);
  });
  return entry;
}

function close(key: string, { engine, stop }: Shared): void {
  shared.delete(key);
  stop.abort();
  engine.then(
    (opened) => opened.dispose(),
    () => undefined,
  );
}
