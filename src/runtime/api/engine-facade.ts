/** The methods of an engine, made from the table of operations: which requests are made, in which order, and how all end. */
import { LensError } from "../../model/errors";
import { createCancellation, withCancellation } from "../rpc/cancellation";
import { createBackgroundQueue } from "./background-queue";
import { createQueue, type Turn } from "./latest-wins";
import {
  ENGINE_OPERATIONS,
  type EngineMethods,
  type OperationName,
  type OperationOptions,
  type OperationRow,
  type Policy,
} from "./operations";
import type { RequestRunner } from "./request-runner";

/** Runs the requests that are made. */
export interface FacadeTarget extends Pick<RequestRunner, "announce"> {
  /** @returns `undefined` where the request was overtaken while it waited for a recovery */
  run(name: OperationName, input: unknown, options: RunOptions, turn: Turn): Promise<unknown>;
}
export type RunOptions = Partial<OperationOptions<never>>;

export interface EngineFacade {
  readonly methods: EngineMethods;
  /** Requests that wait for their turn reject. */
  rejectWaiting(error: LensError): void;
  /** Pending and later calls reject with `cancelled`. */
  dispose(): void;
}

/** Nothing overtakes a request of which each one is made. */
const OWN_TURN: Turn = { isOvertaken: () => false, signal: new AbortController().signal };

export function createEngineFacade(target: FacadeTarget): EngineFacade {
  interface Request {
    readonly input: unknown;
    readonly options: RunOptions;
  }
  const disposed = createCancellation();
  const background = createBackgroundQueue();
  const rejectWaiting = [background.rejectWaiting];

  function methodOf(name: OperationName) {
    const {
      policy,
      inSlices,
    }: Pick<OperationRow<Policy, unknown, unknown>, "policy" | "inSlices"> = ENGINE_OPERATIONS[name];
    const run = ({ input, options }: Request, turn: Turn) => target.run(name, input, options, turn);
    const queue = createQueue(run);
    rejectWaiting.push(queue.rejectWaiting);
    function request(given: Request): Promise<unknown> {
      if (policy === "background") {
        // The one that runs keeps its place until the worker has answered: the worker does not leave it half done.
        const { signal, ...options } = given.options;
        return background.request(() => run({ ...given, options }, OWN_TURN), signal);
      }
      const answer = policy === "newest" ? queue.request(given) : run(given, OWN_TURN);
      return inSlices ? answer : background.ahead(answer);
    }
    return async (input: unknown, options: RunOptions = {}) => {
      if (disposed.reason) throw disposed.reason;
      target.announce(name, input);
      return withCancellation(options.signal, ({ guard }) =>
        guard(disposed.guard(request({ input, options }))),
      );
    };
  }

  const names = Object.keys(ENGINE_OPERATIONS) as OperationName[];
  return {
    // Each row's types are those of its method.
    methods: Object.fromEntries(names.map((name) => [name, methodOf(name)])) as unknown as EngineMethods,
    rejectWaiting: (error) => {
      for (const reject of rejectWaiting) reject(error);
    },
    dispose() {
      const cancelled = new LensError("cancelled");
      disposed.cancel(cancelled);
      background.rejectWaiting(cancelled);
    },
  };
}
