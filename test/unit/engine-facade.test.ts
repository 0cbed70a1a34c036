/** An engine's methods, as the table of operations makes them: order, snapshots, recovery, and the end of all that is pending. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { LensError } from "../../src/model/errors";
import { createEngineFacade } from "../../src/runtime/api/engine-facade";
import type { Recovery } from "../../src/runtime/api/engine-types";
import { ENGINE_OPERATIONS, type OperationName } from "../../src/runtime/api/operations";
import { createRequestRunner } from "../../src/runtime/api/request-runner";
import type { BackendName, GenerateRequest, Generation } from "../../src/runtime/api/types";
import type { Candidate } from "../../src/runtime/backends/choose";
import { PROCESSOR } from "../../src/runtime/backends/choose";
import { startEngine } from "../../src/runtime/backends/engine-startup";
import { createRecoveringEngine } from "../../src/runtime/recovery/recovering-engine";
import { type FakeClient, fakeClient } from "../support/fake-client";
import { readManifest } from "../support/files";
import { waitFor } from "../support/wait-for";

const cancelled = { code: "cancelled" };
const CHECK = { runs: 2, imageError: 0, betaError: 0 };
const request = (seed: number): GenerateRequest => ({ z: Float32Array.of(seed) });
const made = (seed: number) => ({ image: Float32Array.of(seed), sites: [] }) as unknown as Generation;

const clients: FakeClient[] = [];
const recoveries: Recovery[] = [];
/** How each new client answers `start`. */
let starts: () => Promise<void>;

beforeEach(() => {
  clients.length = 0;
  recoveries.length = 0;
  starts = async () => undefined;
});

async function open(offered: readonly BackendName[] = ["wasm", "cpu"]) {
  const manifest = readManifest("cats64");
  const files = { manifest, generator: new Uint8Array() };
  const offer: Candidate[] = offered.map((backend) => ({ backend, adapter: PROCESSOR }));
  const openClient = () => {
    const client = fakeClient({ start: () => starts(), load: async () => CHECK });
    clients.push(client);
    return client;
  };
  const options = {
    source: { folder: new URL("http://localhost/m/") },
    onRecovery: (recovery: Recovery) => void recoveries.push(recovery),
  };
  const started = await startEngine(offer, { open: openClient, files: Promise.resolve(files) }, {});
  return createRecoveringEngine({ options, files, offer, open: openClient }, started);
}

/** The calls of an operation that the newest client has got. */
const callsOf = (name: string) => clients.at(-1)?.calls.filter((call) => call.name === name) ?? [];

test("every row of the table is a method, and calls the operation of its name", async () => {
  const engine = await open();
  const names = Object.keys(ENGINE_OPERATIONS) as OperationName[];
  const inputs: Partial<Record<OperationName, unknown>> = {
    discriminate: undefined,
    vectorsOf: { request: request(1), site: "x", query: 0 },
    features: { request: request(1), channels: {} },
  };
  for (const name of names.filter((each) => each !== "discriminate")) {
    const method = engine[name] as (input: unknown, options?: unknown) => Promise<unknown>;
    const answer = method(inputs[name] ?? request(1), {
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await waitFor(() => expect(callsOf(name)).toHaveLength(1));
    callsOf(name)[0].resolve(`answer of ${name}`);
    expect(await answer).toBe(`answer of ${name}`);
  }
  engine.dispose();
});

test("the newest request wins by operation, and where each one counts each is made", async () => {
  const engine = await open();
  const answers = [1, 2, 3].map((seed) => engine.generate(request(seed)));
  const previews = [1, 2].map((seed) => engine.preview(request(seed)));
  expect(await answers[1]).toBeUndefined();
  // Requests that need weights reach the client in order.
  const order: [OperationName, number, number][] = [
    ["generate", 0, 1],
    ["preview", 0, 1],
    ["preview", 1, 2],
    ["generate", 1, 3],
  ];
  for (const [name, at, seed] of order) {
    await waitFor(() => expect(callsOf(name)).toHaveLength(at + 1));
    expect(callsOf(name)[at].input).toEqual(request(seed));
    callsOf(name)[at].resolve(made(seed));
  }
  expect(await Promise.all(answers)).toEqual([made(1), undefined, made(3)]);
  expect(await Promise.all(previews)).toEqual([made(1), made(2)]);
  engine.dispose();
});

test("thumbnails do not wait for a search for directions, which answers others in between", async () => {
  const engine = await open();
  const latents = new Float32Array();
  const options = { onProgress: () => undefined, signal: new AbortController().signal };
  engine.findDirections({ latents, labels: undefined }, options).catch(() => undefined);
  await waitFor(() => expect(callsOf("findDirections")).toHaveLength(1));
  const thumbnail = engine.thumbnail(request(1));
  await waitFor(() => expect(callsOf("thumbnail")).toHaveLength(1));
  callsOf("thumbnail")[0].resolve(made(1));
  expect(await thumbnail).toEqual(made(1));
  engine.dispose();
});

test("a thumbnail that is withdrawn while the worker makes it still keeps its place", async () => {
  const engine = await open();
  const stop = new AbortController();
  const withdrawn = engine.thumbnail(request(1), { signal: stop.signal });
  const next = engine.thumbnail(request(2));
  await waitFor(() => expect(callsOf("thumbnail")).toHaveLength(1));
  stop.abort();
  await expect(withdrawn).rejects.toMatchObject(cancelled);
  await new Promise((resolve) => setTimeout(resolve));
  expect(callsOf("thumbnail")).toHaveLength(1);
  callsOf("thumbnail")[0].resolve(made(1));
  await waitFor(() => expect(callsOf("thumbnail")).toHaveLength(2));
  callsOf("thumbnail")[1].resolve(made(2));
  expect(await next).toEqual(made(2));
  engine.dispose();
});

test("dispose rejects all that is pending and all that comes later with cancelled", async () => {
  const engine = await open();
  const stop = new AbortController();
  const pending = [
    engine.generate(request(1)),
    engine.generate(request(2)),
    engine.preview(request(3)),
    engine.thumbnail(request(4)),
    engine.memory(),
    engine.findDirections(
      { latents: new Float32Array(), labels: undefined },
      { onProgress: () => undefined, signal: stop.signal },
    ),
  ];
  const settled = Promise.allSettled(pending);
  engine.dispose();
  for (const result of await settled) expect(result).toMatchObject({ status: "rejected", reason: cancelled });
  await expect(engine.generate(request(4))).rejects.toMatchObject(cancelled);
  await expect(engine.memory()).rejects.toMatchObject(cancelled);
  expect(clients[0].isTerminated()).toBe(true);
});

test("a newer image of another moment ends the download of a snapshot, and what waits for it does not start it again", async () => {
  const weights = { path: "snapshots/1", bytes: 3, sha256: "0".repeat(64) };
  const manifest = { ...readManifest("cats64"), snapshots: [{ step: 1, weights }] };
  const client = fakeClient({ generate: async () => made(2), useWeights: async () => undefined });
  // A network that never answers.
  const read = vi.fn(
    (_: URL, { signal }: { signal?: AbortSignal | null }) =>
      new Promise<Response>((_answer, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      }),
  );
  const progress: unknown[] = [];
  const { methods } = createEngineFacade(
    createRequestRunner({
      client,
      manifest,
      source: { folder: new URL("http://localhost/m/"), read },
      onSnapshotProgress: (now) => void progress.push(now),
    }),
  );
  const first = methods.generate({ ...request(1), snapshot: 1 });
  const strip = methods.preview({ ...request(1), snapshot: 1 });
  strip.catch(() => undefined);
  await waitFor(() => expect(read).toHaveBeenCalledOnce());
  const second = methods.generate(request(2));
  expect(await first).toBeUndefined();
  await expect(strip).rejects.toMatchObject(cancelled);
  expect(await second).toEqual(made(2));
  expect(read).toHaveBeenCalledOnce();
  expect(progress).toEqual([{ loaded: 0, total: 3 }, undefined]);
});

describe("after a loss", () => {
  const lost = new LensError("worker-lost", { reason: "gone" });

  test("only the newest request is made again; what it overtook resolves undefined", async () => {
    const engine = await open();
    const first = engine.generate(request(1));
    await waitFor(() => expect(callsOf("generate")).toHaveLength(1));
    clients[0].lose(lost);
    const overtaken = engine.generate(request(2));
    const newest = engine.generate(request(3));
    await waitFor(() => expect(clients).toHaveLength(2));
    await waitFor(() => expect(callsOf("generate")).toHaveLength(1));
    expect(callsOf("generate")[0].input).toEqual(request(3));
    callsOf("generate")[0].resolve(made(3));
    expect(await Promise.all([first, overtaken, newest])).toEqual([undefined, undefined, made(3)]);
    expect(recoveries).toEqual([{ lost, from: "wasm", to: "wasm" }]);
    engine.dispose();
  });

  test("previews are each made again, also one that waits for a turn", async () => {
    const engine = await open();
    const previews = [1, 2].map((seed) => engine.preview(request(seed)));
    await waitFor(() => expect(callsOf("preview")).toHaveLength(1));
    clients[0].lose(lost);
    await waitFor(() => expect(clients).toHaveLength(2));
    for (const seed of [1, 2]) {
      await waitFor(() => expect(callsOf("preview")).toHaveLength(seed));
      callsOf("preview")[seed - 1].resolve(made(seed));
    }
    expect(await Promise.all(previews)).toEqual([made(1), made(2)]);
    engine.dispose();
  });

  test("a second one costs the backend", async () => {
    const engine = await open();
    for (const count of [1, 2]) {
      clients[count - 1].lose(lost);
      await waitFor(() => expect(recoveries).toHaveLength(count));
    }
    expect(engine.backend).toBe("cpu");
    expect(engine.attempts).toEqual([{ backend: "wasm", error: lost }]);
    engine.dispose();
  });

  test("where nothing starts again, pending requests reject, and the next one tries again", async () => {
    const engine = await open();
    const pending = [
      ...[engine.generate(request(1)), engine.generate(request(2))],
      ...[engine.preview(request(3)), engine.thumbnail(request(4))],
    ];
    const settled = Promise.allSettled(pending);
    starts = () => Promise.reject(new LensError("backend-unavailable", { backend: "x", reason: "no" }));
    clients[0].lose(lost);
    for (const result of await settled) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "no-backend" } });
    }
    expect(recoveries).toMatchObject([{ lost, from: "wasm", error: { code: "no-backend" } }]);
    starts = async () => undefined;
    const next = engine.generate(request(4));
    await waitFor(() => expect(callsOf("generate")).toHaveLength(1));
    callsOf("generate")[0].resolve(made(4));
    expect(await next).toEqual(made(4));
    engine.dispose();
  });

  test("dispose meanwhile rejects with cancelled, and nothing starts", async () => {
    const engine = await open();
    const pending = engine.generate(request(1));
    pending.catch(() => undefined);
    starts = () => new Promise(() => undefined);
    clients[0].lose(lost);
    await waitFor(() => expect(clients).toHaveLength(2));
    engine.dispose();
    await expect(pending).rejects.toMatchObject(cancelled);
    await waitFor(() => expect(clients[1].isTerminated()).toBe(true));
    expect(recoveries).toEqual([]);
  });

  test("a search for directions that is cancelled meanwhile rejects at once", async () => {
    const engine = await open();
    const stop = new AbortController();
    const search = engine.findDirections(
      { latents: new Float32Array(), labels: undefined },
      { onProgress: () => undefined, signal: stop.signal },
    );
    search.catch(() => undefined);
    starts = () => new Promise(() => undefined);
    clients[0].lose(lost);
    stop.abort();
    await expect(search).rejects.toMatchObject(cancelled);
    engine.dispose();
  });
});
