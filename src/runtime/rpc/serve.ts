/** The worker's side of the transport: answers the calls of its page. */
import { asLensError, type LensError, toPlainError } from "../../model/errors";
import { isLoss } from "./loss";
import type { Endpoint, Handlers, Operations, PageMessage, WorkerMessage } from "./protocol";
import { transferOf } from "./transfer";
import { holdWorkerLock } from "./worker-lifetime";

export interface Server {
  /** Tells the page that nothing will be answered any more: the device is gone. */
  reportLoss(lost: LensError): void;
}

export interface ServeOptions {
  /** Does the work of each call, such as on a device that may be lost. */
  readonly run?: (name: string, input: unknown, work: () => unknown) => Promise<unknown>;
}

/**
 * Answers calls by the handler of their name. A handler that throws a loss reports the loss of the worker.
 * @param handlers called as methods of this object
 */
export function serve<Table extends Operations<Table>>(
  handlers: Handlers<Table>,
  endpoint: Endpoint,
  { run = async (_name, _input, work) => work() }: ServeOptions = {},
): Server {
  const running = new Map<number, AbortController>();
  const post = (message: WorkerMessage, transfer: Transferable[] = []) =>
    endpoint.postMessage(message, transfer);

  async function answer({ id, name, input }: Extract<PageMessage, { type: "call" }>): Promise<void> {
    const stop = new AbortController();
    running.set(id, stop);
    const report = (progress: unknown) => post({ type: "progress", id, progress });
    try {
      // The caller's types say that the name is one of the table's, and its input the operation's.
      const handler = () => handlers[name as keyof Table](input, { report, signal: stop.signal });
      const value = await run(name, input, handler);
      post({ type: "value", id, value }, transferOf(value));
    } catch (thrown) {
      const error = asLensError(thrown);
      if (isLoss(error)) post({ type: "lost", error: toPlainError(error) });
      else post({ type: "error", id, error: toPlainError(error) });
    } finally {
      running.delete(id);
    }
  }

  endpoint.addEventListener("message", ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === "call") void answer(data);
    else if (data.type === "cancel") running.get(data.id)?.abort();
    else if (data.type === "ping") post({ type: "value", id: data.id, value: undefined });
  });
  return { reportLoss: (lost) => post({ type: "lost", error: toPlainError(lost) }) };
}

/** In a worker, once: answers the page that started it, which also learns of its end. */
export function serveWorker<Table extends Operations<Table>>(
  handlers: Handlers<Table>,
  options?: ServeOptions,
): Server {
  holdWorkerLock();
  return serve<Table>(handlers, self as unknown as Endpoint, options);
}
