/** Starting on the first of some backends that works: attempt, time limit, next one. The one place for browser, Node and training. */
import { asLensError, LensError } from "../../model/errors";
import type { Adapter, Attempt, BackendName, TimeLimits } from "../api/types";
import { withinActiveTime } from "../rpc/active-time";
import { withCancellation } from "../rpc/cancellation";
import { anotherMayDo, type Candidate, noneLeft } from "./choose";

export const DEFAULT_LIMITS: TimeLimits = { start: 20_000, check: 90_000 };
/** For the caller's own thread, where nothing can end a start. */
export const NO_LIMITS: TimeLimits = { start: Number.POSITIVE_INFINITY, check: Number.POSITIVE_INFINITY };

/** The steps of one attempt. */
export interface BackendStartup<Client extends { terminate(): void }, Input, Loaded> {
  /** A new client for an attempt with a backend. */
  open(backend: BackendName): Client;
  start(client: Client, backend: BackendName): Promise<void>;
  /** What is loaded; it may come while the backend starts. Without a time limit: a download has its own end. */
  readonly input: Promise<Input>;
  /** @param progressed is called whenever it gets further, so that a slow machine is not taken for one that hangs */
  load(client: Client, input: Input, progressed: () => void): Promise<Loaded>;
  /** How many times the usual limit a step of loading this input may take without progress; once where absent. */
  patience?(input: Input): number;
}

export interface StartupOptions {
  /** `DEFAULT_LIMITS` where absent. */
  readonly limits?: TimeLimits;
  readonly signal?: AbortSignal;
  /** Only this backend may be used: its error is thrown as it is. */
  readonly forced?: BackendName;
  /** Backends that were passed over already. */
  readonly before?: readonly Attempt[];
  /** Called at the start of each step. */
  readonly onStep?: (step: StartupStep, backend: BackendName) => void;
  /** Whether the next backend is tried after an error; by `anotherMayDo` where absent. */
  readonly triesNext?: (error: LensError, step: StartupStep) => boolean;
}

export type StartupStep = "start" | "check";

/** A client that has loaded, and what it runs on. */
export interface Started<Client, Loaded> {
  readonly client: Client;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  readonly loaded: Loaded;
  /** Backends that were passed over before this one. */
  readonly attempts: readonly Attempt[];
}

/**
 * Tries backends in order. Clients of failed attempts are terminated.
 * @throws LensError what no other backend could mend, such as a bad model; the error of a forced backend, also where it is not in the
 * plan (`backend-unavailable`); what `noneLeft` says;
 * `cancelled`
 */
export function startOnFirstBackend<Client extends { terminate(): void }, Input, Loaded>(
  plan: readonly Candidate[],
  { open, start, input, load, patience = () => 1 }: BackendStartup<Client, Input, Loaded>,
  options: StartupOptions = {},
): Promise<Started<Client, Loaded>> {
  const { limits = DEFAULT_LIMITS, signal, forced, before = [], onStep, triesNext = anotherMayDo } = options;
  // Awaited once a backend has started; until then a failure must not count as unhandled.
  input.catch(() => undefined);
  return withCancellation(signal, async ({ guard }) => {
    if (forced && plan.length === 0) throw new LensError("backend-unavailable", { backend: forced });
    const attempts = [...before];
    for (const { backend, adapter } of plan) {
      let step: StartupStep = "start";
      const enter = (next: StartupStep) => {
        step = next;
        onStep?.(next, backend);
      };
      const within = <T>(work: (progressed: () => void) => Promise<T>, limit: number) =>
        guard(withinActiveTime(work, limit, () => timeout(backend, limit)));
      const client = open(backend);
      try {
        enter("start");
        await within(() => start(client, backend), limits.start);
        const given = await guard(input);
        enter("check");
        const loaded = await within(
          (progressed) => load(client, given, progressed),
          limits.check * patience(given),
        );
        return { client, backend, adapter, loaded, attempts };
      } catch (thrown) {
        client.terminate();
        const error = duringStart(asLensError(thrown), backend);
        if (forced || !triesNext(error, step)) throw error;
        attempts.push({ backend, error });
      }
    }
    throw noneLeft(attempts);
  });
}

const timeout = (backend: BackendName, limit: number) =>
  new LensError("backend-timeout", { backend, seconds: Math.round(limit / 1000) });

/** A worker that ends before it has loaded is a backend that does not start. */
function duringStart(error: LensError, backend: BackendName): LensError {
  if (error.code !== "worker-lost") return error;
  return new LensError("backend-unavailable", { backend, reason: error.details.reason ?? "" });
}
