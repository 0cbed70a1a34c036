/** What the recovery of the engine is made of: active time, liveness checks, cancellation, and the next backend. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { courseOf } from "../../scripts/soak/flat";
import { LensError } from "../../src/model/errors";
import type { BackendName } from "../../src/runtime/api/types";
import { type Candidate, PROCESSOR, planAfterLoss } from "../../src/runtime/backends/choose";
import { afterActiveTime } from "../../src/runtime/rpc/active-time";
import { createCancellation } from "../../src/runtime/rpc/cancellation";
import { livenessCheck } from "../../src/runtime/rpc/liveness-check";

const HOUR = 3_600_000;

describe("active time", () => {
  let asleep = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    asleep = 0;
    const now = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => now() + asleep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /** Time passes, and no timer runs: a frozen tab, a sleeping machine. */
  const sleep = (milliseconds: number) => {
    asleep += milliseconds;
  };

  test("a limit counts the time in which the page was active", () => {
    const tell = vi.fn();
    afterActiveTime(20_000, tell);
    vi.advanceTimersByTime(10_000);
    sleep(HOUR);
    vi.advanceTimersByTime(8000);
    expect(tell).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(tell).toHaveBeenCalledOnce();
  });

  test("a clock of the day that is set changes nothing", () => {
    const tell = vi.fn();
    afterActiveTime(20_000, tell);
    vi.setSystemTime(new Date("2101-01-01"));
    vi.advanceTimersByTime(19_000);
    expect(tell).not.toHaveBeenCalled();
    vi.setSystemTime(new Date("2001-01-01"));
    vi.advanceTimersByTime(1000);
    expect(tell).toHaveBeenCalledOnce();
  });

  test("a limit that is cancelled calls nothing", () => {
    const tell = vi.fn();
    afterActiveTime(1000, tell)();
    vi.advanceTimersByTime(HOUR);
    expect(tell).not.toHaveBeenCalled();
  });

  test("a liveness check asks as long as it is answered, and reports silence once", async () => {
    const tell = vi.fn();
    let answering = true;
    const ask = vi.fn(() => (answering ? Promise.resolve() : new Promise(() => undefined)));
    livenessCheck(ask, 60_000, tell);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask.mock.calls.length).toBeGreaterThan(500);
    expect(tell).not.toHaveBeenCalled();
    answering = false;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(tell).toHaveBeenCalledOnce();
  });

  test("a liveness check that is stopped asks no more", async () => {
    const ask = vi.fn(() => Promise.resolve());
    const stop = livenessCheck(ask, 60_000, () => undefined);
    await vi.advanceTimersByTimeAsync(7000);
    expect(ask).toHaveBeenCalledOnce();
    stop();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask).toHaveBeenCalledOnce();
  });
});

describe("a cancellation", () => {
  const lost = new LensError("worker-lost", { reason: "" });

  test("gives what work gives, and throws what it throws, while it has not come", async () => {
    const { guard } = createCancellation();
    await expect(guard(Promise.resolve(3))).resolves.toBe(3);
    await expect(guard(Promise.reject(new RangeError("no")))).rejects.toThrow(RangeError);
  });

  test("comes before work that does not end, and stays", async () => {
    const { guard, cancel } = createCancellation();
    const pending = guard(new Promise(() => undefined));
    cancel(lost);
    cancel(new LensError("cancelled"));
    await expect(pending).rejects.toBe(lost);
    await expect(guard(Promise.resolve(3))).rejects.toBe(lost);
  });

  test("calls listeners that were added before and after", () => {
    const { onCancel, cancel } = createCancellation();
    const listener = vi.fn();
    onCancel(listener);
    cancel(lost);
    onCancel(listener);
    expect(listener.mock.calls).toEqual([[lost], [lost]]);
  });
});

describe("after a loss", () => {
  const candidate = (backend: BackendName): Candidate => ({ backend, adapter: PROCESSOR });
  const offer = (["wasm", "webgl", "webgpu", "cpu"] as const).map(candidate);
  const plan = (backend: BackendName, losses: number, some = offer) =>
    planAfterLoss(some, candidate(backend), losses).map((next) => next.backend);

  test("the same backend comes first, then those below it", () => {
    expect(plan("webgpu", 1)).toEqual(["webgpu", "webgl", "wasm", "cpu"]);
    expect(plan("cpu", 1)).toEqual(["cpu"]);
  });

  test("one that was lost twice is left", () => {
    expect(plan("webgpu", 2)).toEqual(["webgl", "wasm", "cpu"]);
    expect(plan("wasm", 2)).toEqual(["cpu"]);
    expect(plan("cpu", 2)).toEqual([]);
  });

  test("only what the browser offers is tried", () => {
    expect(plan("webgpu", 2, [candidate("wasm"), candidate("cpu")])).toEqual(["wasm", "cpu"]);
  });
});

describe("a course of readings", () => {
  const minutes = Array.from({ length: 18 }, (_, at) => at);
  const allowed = { share: 0.1, absolute: 5 };

  test("noise and a first load are flat, growth is not", () => {
    const noisy = minutes.map((minute) => 1000 + (minute < 3 ? -600 : 0) + 30 * Math.sin(minute * 7));
    expect(courseOf(noisy, minutes, allowed).flat).toBe(true);
    const grows = minutes.map((minute) => 1000 + 40 * minute);
    const course = courseOf(grows, minutes, allowed);
    expect(course.flat).toBe(false);
    expect(course.slope).toBeCloseTo(40, 9);
  });

  test("one high reading makes no growth, and a small figure has its allowance", () => {
    const spiked = minutes.map((minute) => (minute === 16 ? 9000 : 1000));
    expect(courseOf(spiked, minutes, allowed).flat).toBe(true);
    expect(
      courseOf(
        minutes.map((minute) => (minute < 12 ? 10 : 15)),
        minutes,
        allowed,
      ).flat,
    ).toBe(true);
    expect(
      courseOf(
        minutes.map((minute) => (minute < 12 ? 10 : 16)),
        minutes,
        allowed,
      ).flat,
    ).toBe(false);
  });
});
