/** The transport between a page and its workers: calls, progress, cancelling, loss. Every call settles. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { LensError } from "../../src/model/errors";
import type { CallTypes, Handlers } from "../../src/runtime/rpc/protocol";
import { transferring } from "../../src/runtime/rpc/transfer";
import { waitFor } from "../support/wait-for";
import { channelTo, tick } from "../support/worker-channels";

interface Calls {
  readonly double: CallTypes<number, number>;
  readonly count: CallTypes<number, string, number>;
  readonly refuse: CallTypes<LensError, never>;
  readonly buffer: CallTypes<number, Uint8Array<ArrayBuffer>>;
  readonly stuck: CallTypes<undefined, void>;
}

const moved: Uint8Array[] = [];
const stopped: AbortSignal[] = [];
const handlers: Handlers<Calls> = {
  double: (value) => 2 * value,
  count(to, { report }) {
    for (let n = 1; n <= to; n++) report(n);
    return "counted";
  },
  refuse(error) {
    throw error;
  },
  buffer(length) {
    const bytes = new Uint8Array(length);
    moved.push(bytes);
    return transferring(bytes, [bytes.buffer]);
  },
  stuck: (_, { signal }) => {
    stopped.push(signal);
    return new Promise(() => undefined);
  },
};

const open = () => channelTo<Calls>(handlers);
const cancelled = { code: "cancelled" };
afterEach(() => {
  moved.length = 0;
  stopped.length = 0;
  vi.useRealTimers();
});

test("calls are answered, by their own answers, with their progress", async () => {
  const { channel } = open();
  expect(await Promise.all([1, 2, 3].map((value) => channel.call("double", value)))).toEqual([2, 4, 6]);
  const counted: number[] = [];
  expect(await channel.call("count", 3, { onProgress: (n) => counted.push(n) })).toBe("counted");
  expect(counted).toEqual([1, 2, 3]);
  channel.terminate();
});

test("errors cross with code and facts, and buffers are moved", async () => {
  const { channel } = open();
  // An error is given as its facts: a class does not survive the way.
  const failing = channelTo<Pick<Calls, "refuse">>({
    refuse: () => {
      throw new LensError("tensor-shape", { name: "x" });
    },
  });
  await expect(failing.channel.call("refuse", new LensError("cancelled"))).rejects.toMatchObject({
    code: "tensor-shape",
    details: { name: "x" },
  });
  expect(await channel.call("buffer", 8)).toHaveLength(8);
  expect(moved[0].byteLength).toBe(0);
  failing.channel.terminate();
  channel.terminate();
});

test("what cannot be cloned rejects, and the next call is answered", async () => {
  const { channel } = open();
  await expect(channel.call("double", (() => 1) as unknown as number)).rejects.toBeInstanceOf(LensError);
  expect(await channel.call("double", 4)).toBe(8);
  channel.terminate();
});

test("a cancelled call rejects at once, and its worker is asked to stop", async () => {
  const { channel } = open();
  const stop = new AbortController();
  const pending = channel.call("stuck", undefined, { signal: stop.signal });
  await waitFor(() => expect(stopped).toHaveLength(1));
  stop.abort();
  await expect(pending).rejects.toMatchObject(cancelled);
  await waitFor(() => expect(stopped[0].aborted).toBe(true));
  await expect(channel.call("double", 1, { signal: stop.signal })).rejects.toMatchObject(cancelled);
  channel.terminate();
});

test("terminate rejects pending and later calls with cancelled, and reports no loss", async () => {
  const { channel, isTerminated } = open();
  const lost = vi.fn();
  channel.onLoss(lost);
  const pending = channel.call("stuck", undefined);
  channel.terminate();
  await expect(pending).rejects.toMatchObject(cancelled);
  await expect(channel.call("double", 1)).rejects.toMatchObject(cancelled);
  channel.lose(new LensError("worker-lost", { reason: "late" }));
  expect(lost).not.toHaveBeenCalled();
  expect(isTerminated()).toBe(true);
});

describe("a loss", () => {
  const lost = new LensError("device-lost", { backend: "webgpu" });

  test("is heard by listeners first, then rejects pending and later calls", async () => {
    const { channel, server } = open();
    const heard: string[] = [];
    channel.onLoss(({ code }) => heard.push(code));
    const pending = channel.call("stuck", undefined).catch(({ code }) => heard.push(`rejected ${code}`));
    server.reportLoss(lost);
    await pending;
    expect(heard).toEqual(["device-lost", "rejected device-lost"]);
    await expect(channel.call("double", 1)).rejects.toMatchObject({ code: "device-lost" });
    channel.terminate();
  });

  test("of one call is that of the worker", async () => {
    const { channel } = channelTo<Calls>({
      ...handlers,
      double: () => {
        throw lost;
      },
    });
    const other = channel.call("stuck", undefined);
    other.catch(() => undefined);
    await expect(channel.call("double", 1)).rejects.toMatchObject({ code: "device-lost" });
    await expect(other).rejects.toMatchObject({ code: "device-lost" });
    channel.terminate();
  });

  test("is what a silent worker is, while a call is pending", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { channel } = channelTo<Calls>(handlers, { silence: 60_000, deaf: true });
    const pending = channel.call("double", 1);
    pending.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(70_000);
    await tick();
    await expect(pending).rejects.toMatchObject({ code: "worker-lost" });
    channel.terminate();
  });
});
