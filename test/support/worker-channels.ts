/** Workers of a test's own, on the same thread: the real transport over a pair of message ports. */
import { MessageChannel } from "node:worker_threads";
import type { Endpoint, Handlers, Operations } from "../../src/runtime/rpc/protocol";
import { type ServeOptions, type Server, serve } from "../../src/runtime/rpc/serve";
import { type ChannelOptions, WorkerChannel } from "../../src/runtime/rpc/worker-channel";

export interface TestChannel<Table extends Operations<Table>> {
  readonly channel: WorkerChannel<Table>;
  readonly server: Server;
  isTerminated(): boolean;
}

interface TestOptions extends ChannelOptions, ServeOptions {
  /** It receives nothing. */
  readonly deaf?: boolean;
}

export function channelTo<Table extends Operations<Table>>(
  handlers: Handlers<Table>,
  { deaf = false, run, ...options }: TestOptions = {},
): TestChannel<Table> {
  const { port1, port2 } = new MessageChannel();
  const page = port1 as unknown as Endpoint;
  const worker = port2 as unknown as Endpoint;
  let terminated = false;
  const channel = new WorkerChannel<Table>(
    {
      postMessage: (message, transfer) => !deaf && page.postMessage(message, transfer),
      addEventListener: (type, listener) => page.addEventListener(type, listener),
      terminate() {
        terminated = true;
        port1.close();
      },
    },
    options,
  );
  const server = serve<Table>(handlers, worker, run && { run });
  // Node's ports begin by themselves only where a listener is set as a property.
  port1.start();
  port2.start();
  return { channel, server, isTerminated: () => terminated };
}

/** Lets messages and what follows from them through. */
export const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
