/** A client of an engine whose answers a test gives, one by one. */
import { LensError } from "../../src/model/errors";
import type { EngineClient } from "../../src/runtime/api/client";

export interface FakeCall {
  readonly name: string;
  readonly input: unknown;
  resolve(value: unknown): void;
  reject(error: LensError): void;
}

export interface FakeClient extends EngineClient {
  /** Calls that are not answered at once, in order. */
  readonly calls: readonly FakeCall[];
  lose(error: LensError): void;
  isTerminated(): boolean;
}

/** @param answers of the operations that are answered at once */
export function fakeClient(answers: Readonly<Record<string, () => Promise<unknown>>>): FakeClient {
  const calls: FakeCall[] = [];
  const listeners: ((lost: LensError) => void)[] = [];
  let terminated = false;
  let ended: LensError | undefined;
  const rejects = new Set<(error: LensError) => void>();
  const end = (error: LensError) => {
    ended ??= error;
    for (const reject of rejects) reject(ended);
    rejects.clear();
  };
  const call = (name: string, input: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      rejects.add(reject);
      signal?.addEventListener("abort", () => reject(new LensError("cancelled")));
      const answer = answers[name];
      if (answer) answer().then(resolve, reject);
      else calls.push({ name, input, resolve, reject });
    });
  return {
    call: call as EngineClient["call"],
    calls,
    onLoss: (listener) => void listeners.push(listener),
    lose(error) {
      for (const notify of listeners) notify(error);
      end(error);
    },
    terminate() {
      terminated = true;
      end(new LensError("cancelled"));
    },
    isTerminated: () => terminated,
  };
}
