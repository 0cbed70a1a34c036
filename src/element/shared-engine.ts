/** One engine for each model, shared by all elements of a page; ended a while after the last one has let it go. */
import { createEngine, type Engine, type EngineProgress } from "../runtime/api/engine";
import { recovered } from "../viewer/views/recovered";
import type { EngineListener } from "./lens-model";

/** An element that is moved within its page lets go and takes again at once. */
const IDLE_MS = 10_000;

interface Shared {
  readonly engine: Promise<Engine>;
  readonly stop: AbortController;
  readonly listeners: Set<EngineListener>;
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
 * @param tell told the progress, and of an engine that was lost and runs again
 */
export function leaseEngine(folder: URL, tell: EngineListener): EngineLease {
  const key = folder.href;
  const entry = shared.get(key) ?? open(key, folder);
  entry.users++;
  entry.listeners.add(tell);
  if (entry.last) tell(entry.last);
  let held = true;
  return {
    engine: entry.engine,
    release() {
      if (!held) return;
      held = false;
      entry.users--;
      entry.listeners.delete(tell);
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
        for (const tell of listeners) tell(progress);
      },
      onRecovery: (recovery) => {
        // One that failed is told to whoever asks next.
        if ("error" in recovery) return;
        for (const tell of listeners) tell(recovered(recovery.from, recovery.to));
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
