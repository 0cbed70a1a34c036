/** What crosses between a page and a worker: the types of the worker's operations, and the messages that carry their calls. */
import type { PlainError } from "../../model/errors";

/** Types of one operation; `Progress` is `never` for one that reports none. */
export interface CallTypes<Input, Output, Progress = never> {
  readonly input: Input;
  readonly output: Output;
  readonly progress: Progress;
}

/** What the operations of one worker must look like: `CallTypes` by name. */
export type Operations<Table> = { readonly [Name in keyof Table]: CallTypes<unknown, unknown, unknown> };

export interface CallOptions<Progress> {
  /** Aborting rejects the call with `cancelled` at once, and asks the worker to stop. */
  readonly signal?: AbortSignal;
  /** Not called once the call is settled. */
  readonly onProgress?: (progress: Progress) => void;
  /** Buffers of the input to move to the worker instead of copying. */
  readonly transfer?: readonly Transferable[];
}

/** Calls an operation by name. @throws LensError what the operation throws; `cancelled`; the loss of what computes it */
export type Call<Table extends Operations<Table>> = <Name extends keyof Table & string>(
  name: Name,
  input: Table[Name]["input"],
  options?: CallOptions<Table[Name]["progress"]>,
) => Promise<Table[Name]["output"]>;

/** What an operation may use while it runs. */
export interface CallContext<Progress> {
  report(progress: Progress): void;
  /** Aborted when the caller has cancelled the call: its answer goes nowhere. */
  readonly signal: AbortSignal;
}

/** The implementation of each operation. */
export type Handlers<Table extends Operations<Table>> = {
  readonly [Name in keyof Table]: (
    input: Table[Name]["input"],
    context: CallContext<Table[Name]["progress"]>,
  ) => Table[Name]["output"] | Promise<Table[Name]["output"]>;
};

/** From the page. */
export type PageMessage =
  | { readonly type: "call"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: "cancel"; readonly id: number }
  /** Whether the worker still answers. */
  | { readonly type: "ping"; readonly id: number };

/** From the worker. A thrown class would lose its facts on the way, so errors cross as plain objects. */
export type WorkerMessage =
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: PlainError }
  | { readonly type: "progress"; readonly id: number; readonly progress: unknown }
  /** Nothing will be answered any more. */
  | { readonly type: "lost"; readonly error: PlainError };

/** The part of a worker, its inside and a message port that messages need. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent) => void,
    options?: { readonly signal?: AbortSignal },
  ): void;
}
