/**
 * What a page and the lens in its iframe say to each other, by `postMessage`: every message has `source`, `version` and `type`.
 * From the frame: `ready`, `state`, `resize`, `error`, and from the lens on a tour `answer`. To the frame: `set`, `get`.
 */
import * as v from "valibot";
import type { Cell } from "../../attention/grid";

export const MESSAGE_SOURCE = "sagan-lens";
export const MESSAGE_VERSION = 1;

const envelope = { source: v.literal(MESSAGE_SOURCE), version: v.literal(MESSAGE_VERSION) };

const commandSchema = v.variant("type", [
  /** Sets parts of the state, written as in an address: `seed=7&q=12.8`; what is not named stays. */
  v.object({ ...envelope, type: v.literal("set"), hash: v.pipe(v.string(), v.maxLength(100_000)) }),
  /** Asks for a `state` message. */
  v.object({ ...envelope, type: v.literal("get") }),
]);
export type FrameCommand = v.InferOutput<typeof commandSchema>;

export type FrameMessage =
  /** The first image is there. */
  | { readonly type: "ready"; readonly hash: string }
  /** The state has changed, or was asked for. */
  | { readonly type: "state"; readonly hash: string }
  /** The height that the frame's page wants, in CSS pixels. */
  | { readonly type: "resize"; readonly height: number }
  /** A learner has predicted, at a step of a tour that asks, where the query looks. */
  | AnswerMessage
  | { readonly type: "error"; readonly code: string; readonly message: string };

export interface AnswerMessage {
  readonly type: "answer";
  /** From 1, as in the address. */
  readonly step: number;
  /** Marked cells of the key grid, by column and row from 0 at the top left. */
  readonly cells: readonly Cell[];
  /** Weight that the cells cover, over the most that as many can cover: 0 to 1. */
  readonly score: number;
  /** The expected score of as many cells drawn at random. */
  readonly chance: number;
}

/** A message as it is sent. */
export type Sent<T> = T & {
  readonly source: typeof MESSAGE_SOURCE;
  readonly version: typeof MESSAGE_VERSION;
};

export function sent<T extends FrameMessage>(message: T): Sent<T> {
  return { ...message, source: MESSAGE_SOURCE, version: MESSAGE_VERSION };
}

/** Whether this page is in a frame of another. */
export const hasHost = () => window.parent !== window;

/** Tells the page around, whoever that is, if there is one. */
export function tellHost(message: FrameMessage): void {
  if (hasHost()) window.parent.postMessage(sent(message), "*");
}

/** Whether some data is of this lens at all, understood or not. */
export function isOurs(data: unknown): boolean {
  return v.is(v.looseObject({ source: v.literal(MESSAGE_SOURCE) }), data);
}

/** A command out of any data; `undefined` where it is none of this version. */
export function readCommand(data: unknown): FrameCommand | undefined {
  const parsed = v.safeParse(commandSchema, data);
  return parsed.success ? parsed.output : undefined;
}

/**
 * The origins that may give commands: those that the address names (`origin=https://a.example https://b.example`, `*` for any),
 * else only the one of the page itself.
 */
export function allowedOrigins(search: string, own: string): (origin: string) => boolean {
  const named = new URLSearchParams(search).getAll("origin").flatMap((list) => list.split(/[\s,]+/));
  const origins = new Set(named.flatMap((name) => originOf(name)));
  return (origin) => origin === own || origins.has("*") || origins.has(origin);
}

function originOf(name: string): string[] {
  if (name === "*") return ["*"];
  try {
    const { origin } = new URL(name);
    // Files and sandboxes all have the origin "null", which tells nobody apart.
    return origin === "null" ? [] : [origin];
  } catch {
    return [];
  }
}
