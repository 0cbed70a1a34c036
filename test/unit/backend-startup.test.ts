/** Starting on the first backend that works, and the training run that starts by it. The engines' own tests are beside. */
import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT_CONFIG } from "../../src/learning/config";
import { LensError } from "../../src/model/errors";
import { BACKENDS, type BackendName } from "../../src/runtime/api/types";
import { type StartupOptions, startOnFirstBackend } from "../../src/runtime/backends/backend-startup";
import { PROCESSOR } from "../../src/runtime/backends/choose";
import { startLearning } from "../../src/runtime/jobs/training-run";
import type { TrainingCalls } from "../../src/runtime/jobs/training-types";
import type { Handlers } from "../../src/runtime/rpc/protocol";
import { channelTo } from "../support/worker-channels";

vi.mock("../../src/runtime/jobs/training.worker?worker&url", () => ({ default: "" }));
afterEach(() => vi.useRealTimers());

const plan = (...names: BackendName[]) => names.map((backend) => ({ backend, adapter: PROCESSOR }));
const unavailable = new LensError("backend-unavailable", { backend: "x", reason: "no" });
const never = () => new Promise<never>(() => undefined);

type Load = (progressed: () => void) => Promise<string>;

interface Attempted {
  readonly start?: Partial<Record<BackendName, () => Promise<void>>>;
  readonly load?: Partial<Record<BackendName, Load>>;
  readonly input?: Promise<number>;
  readonly patience?: number;
}

/** Starts on webgpu, wasm and cpu. */
function attempt(
  { start = {}, load = {}, input = Promise.resolve(1), patience = 1 }: Attempted,
  options: StartupOptions = {},
) {
  const log: string[] = [];
  const started = startOnFirstBackend(
    plan("webgpu", "wasm", "cpu"),
    {
      open() {
        const client = {
          backend: "cpu" as BackendName,
          terminate: () => void log.push(`end ${client.backend}`),
        };
        return client;
      },
      async start(client, backend) {
        client.backend = backend;
        log.push(`start ${backend}`);
        await start[backend]?.();
      },
      input,
      load: ({ backend }, _, progressed) =>
        load[backend]?.(progressed) ?? Promise.resolve(`loaded ${backend}`),
      patience: () => patience,
    },
    options,
  );
  return { log, started };
}

test("the first that starts and loads is it; those before are ended and named", async () => {
  const inexact = new LensError("backend-inexact", { backend: "wasm" });
  const { log, started } = attempt({
    start: { webgpu: () => Promise.reject(unavailable) },
    load: { wasm: () => Promise.reject(inexact) },
  });
  expect(await started).toMatchObject({
    backend: "cpu",
    loaded: "loaded cpu",
    attempts: [
      { backend: "webgpu", error: unavailable },
      { backend: "wasm", error: inexact },
    ],
  });
  expect(log).toEqual(["start webgpu", "end webgpu", "start wasm", "end wasm", "start cpu"]);
});

test("a worker that ends at its start is a backend that is not available", async () => {
  const { started } = attempt({
    start: { webgpu: () => Promise.reject(new LensError("worker-lost", { reason: "ended" })) },
  });
  expect((await started).attempts).toMatchObject([
    { backend: "webgpu", error: { code: "backend-unavailable", details: { reason: "ended" } } },
  ]);
});

test("one that does not answer in time is passed over; waiting for the input costs no time", async () => {
  vi.useFakeTimers();
  let arrive: (value: number) => void = () => undefined;
  const input = new Promise<number>((resolve) => {
    arrive = resolve;
  });
  const { started } = attempt({ start: { webgpu: never }, input }, { limits: { start: 2000, check: 2000 } });
  await vi.advanceTimersByTimeAsync(60_000);
  arrive(1);
  expect(await started).toMatchObject({
    backend: "wasm",
    attempts: [{ backend: "webgpu", error: { code: "backend-timeout", details: { seconds: 2 } } }],
  });
});

test("one that gets further is given all the time that it needs, and one that stops is passed over", async () => {
  vi.useFakeTimers();
  const slow: Load = async (progressed) => {
    for (let step = 0; step < 50; step++) {
      await new Promise((resolve) => setTimeout(resolve, 1900));
      progressed();
    }
    return "at last";
  };
  const slowly = attempt({ load: { webgpu: slow } }, { limits: { start: 2000, check: 4000 } });
  await vi.advanceTimersByTimeAsync(100_000);
  expect(await slowly.started).toMatchObject({ backend: "webgpu", loaded: "at last", attempts: [] });

  const stops: Load = async (progressed) => {
    progressed();
    return never();
  };
  const stopped = attempt({ load: { webgpu: stops } }, { limits: { start: 2000, check: 4000 } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await stopped.started).toMatchObject({
    backend: "wasm",
    attempts: [{ backend: "webgpu", error: { code: "backend-timeout", details: { seconds: 4 } } }],
  });
});

test("one step of a large model may take longer without progress", async () => {
  vi.useFakeTimers();
  const long: Load = () => new Promise((resolve) => setTimeout(resolve, 30_000, "done"));
  const limits = { start: 2000, check: 4000 };
  const { started } = attempt({ load: { webgpu: long }, patience: 10 }, { limits });
  await vi.advanceTimersByTimeAsync(31_000);
  expect(await started).toMatchObject({ backend: "webgpu", loaded: "done" });
});

test("a forced one's error and a bad model's are thrown as they are, and nothing else is tried", async () => {
  const forced = attempt({ start: { webgpu: () => Promise.reject(unavailable) } }, { forced: "webgpu" });
  await expect(forced.started).rejects.toBe(unavailable);
  expect(forced.log).toEqual(["start webgpu", "end webgpu"]);
  const absent = startOnFirstBackend(
    [],
    {
      open: () => ({ terminate: () => undefined }),
      start: never,
      input: Promise.resolve(1),
      load: never,
    },
    { forced: "webgl" },
  );
  await expect(absent).rejects.toMatchObject({ code: "backend-unavailable", details: { backend: "webgl" } });
  const bad = new LensError("tensor-shape", {});
  const { log, started } = attempt({ load: { webgpu: () => Promise.reject(bad) } });
  await expect(started).rejects.toBe(bad);
  expect(log).toEqual(["start webgpu", "end webgpu"]);
  await expect(attempt({ input: Promise.reject(bad) }).started).rejects.toBe(bad);
});

test("where none is left the last error names all", async () => {
  const fail = () => Promise.reject(unavailable);
  const { started } = attempt({ start: { webgpu: fail, wasm: fail, cpu: fail } });
  await expect(started).rejects.toMatchObject({
    code: "no-backend",
    details: { tried: "webgpu, wasm, cpu" },
  });
});

test("a signal ends the start at once, and the client with it", async () => {
  const stop = new AbortController();
  const { log, started } = attempt({ start: { webgpu: never } }, { signal: stop.signal });
  stop.abort();
  await expect(started).rejects.toMatchObject({ code: "cancelled" });
  expect(log).toEqual(["start webgpu", "end webgpu"]);
});

/** A run's worker that starts on some backends. */
function training(starting: readonly BackendName[], changes: Partial<Handlers<TrainingCalls>> = {}) {
  const channels: ReturnType<typeof channelTo<TrainingCalls>>[] = [];
  const unused = () => {
    throw new RangeError("not used here");
  };
  const open = () => {
    const opened = channelTo<TrainingCalls>({
      start(backend) {
        if (!starting.includes(backend)) throw unavailable;
      },
      open: () => ({ generator: 1, discriminator: 2 }),
      ...{ step: unused, look: unused, rule: unused, spectra: unused, state: unused, exported: unused },
      tensors: () => 7,
      ...changes,
    });
    channels.push(opened);
    return opened.channel;
  };
  return { channels, run: () => startLearning(DEFAULT_CONFIG, { open, plan: plan(...BACKENDS) }) };
}

test("a training run starts on the first backend that does, and ends by rejecting what is pending", async () => {
  const { channels, run } = training(["wasm"], { step: never });
  const started = await run();
  expect([started.backend, started.sizes]).toEqual(["wasm", { generator: 1, discriminator: 2 }]);
  expect(channels.map(({ isTerminated }) => isTerminated())).toEqual([true, true, false]);
  expect(await started.tensors()).toBe(7);
  const lost = vi.fn();
  started.whenLost(lost);
  const pending = started.step();
  started.end();
  await expect(pending).rejects.toMatchObject({ code: "cancelled" });
  await expect(started.tensors()).rejects.toMatchObject({ code: "cancelled" });
  expect(lost).not.toHaveBeenCalled();
  expect(channels[2].isTerminated()).toBe(true);
});

test("a training run's loss is heard, and a configuration that does not hold is tried once", async () => {
  const { channels, run } = training(["webgpu"], { step: never });
  const started = await run();
  const heard = vi.fn();
  started.whenLost(heard);
  const pending = started.step();
  channels[0].server.reportLoss(new LensError("device-lost", { backend: "webgpu" }));
  await expect(pending).rejects.toMatchObject({ code: "device-lost" });
  expect(heard).toHaveBeenCalledOnce();
  started.end();
  const wrong = training([...BACKENDS], {
    open() {
      throw new RangeError("no such width");
    },
  });
  await expect(wrong.run()).rejects.toMatchObject({ code: "engine-failed" });
  expect(wrong.channels).toHaveLength(1);
});
