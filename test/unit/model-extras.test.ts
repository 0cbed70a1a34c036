/** What a model folder may bring beside its weights: directions, the training log, snapshots. */
import { afterEach, expect, test, vi } from "vitest";
import { readDirections } from "../../src/model/formats/directions";
import { writeSafetensors } from "../../src/model/formats/safetensors";
import { readTrainingLog } from "../../src/model/formats/training-log";
import { sha256 } from "../../src/model/storage/sha256";
import type { EngineClient } from "../../src/runtime/api/client";
import type { SnapshotWeights } from "../../src/runtime/api/types";
import { snapshotRunner } from "../../src/runtime/jobs/snapshots";
import { readBytes, readManifest } from "../support/files";
import { waitFor } from "../support/wait-for";

const FIXTURE = "test/fixtures/two-sites";

afterEach(() => vi.unstubAllGlobals());

test("directions are unit vectors, the strongest first, and must fit the latent", () => {
  const bytes = readBytes(`${FIXTURE}/directions.safetensors`);
  const { vectors, share } = readDirections(bytes, "x", 8);
  expect(vectors).toHaveLength(8);
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  expect(Array.from(share)).toEqual(Array.from(share).sort((a, b) => b - a));
  expect(() => readDirections(bytes, "x", 128)).toThrow(/tensor-shape.*8, 128.*8, 8/);
  const bare = writeSafetensors(new Map(), {});
  expect(() => readDirections(bare, "x", 8)).toThrow(/tensor-missing.*directions/);
});

test("a training log has its columns, with gaps, and names the one that is wrong", () => {
  const bytes = readBytes(`${FIXTURE}/log.json`);
  expect(readTrainingLog(bytes, "x").queryDependence).toEqual([0.1, null, 0.3]);
  const broken = { ...JSON.parse(new TextDecoder().decode(bytes)), scoreReal: ["much"] };
  const encoded = new TextEncoder().encode(JSON.stringify(broken));
  expect(() => readTrainingLog(encoded, "x")).toThrow(/manifest-field.*scoreReal\.0/);
});

test("weights are put in place in order, once, and a newer moment ends the download of an older one", async () => {
  const files: Record<string, Uint8Array> = { "1": new Uint8Array([1]), "2": new Uint8Array([2, 2]) };
  const snapshots = await Promise.all(
    Object.entries(files).map(async ([step, bytes]) => ({
      step: Number(step),
      weights: { path: `snapshots/${step}`, bytes: bytes.byteLength, sha256: await sha256(bytes) },
    })),
  );
  /** A network in which the second file never comes. */
  const network = (address: URL, { signal }: RequestInit) =>
    new Promise<Response>((resolve, reject) => {
      const step = String(address).at(-1) as string;
      if (step === "1") resolve(new Response(Uint8Array.from(files["1"])));
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  vi.stubGlobal("fetch", vi.fn(network));
  const done: string[] = [];
  const call = async (_: string, snapshot: SnapshotWeights | undefined) => {
    done.push(`use ${snapshot ? Array.from(snapshot.weights) : "finished"}`);
  };
  const { at, select } = snapshotRunner({
    manifest: { ...readManifest("cats64"), snapshots },
    folder: new URL("http://localhost/m/"),
    client: { call: call as EngineClient["call"] },
    onProgress: () => undefined,
  });
  const work = (name: string) => async () => void done.push(name);
  await at(undefined, work("a"));
  await Promise.all([at(1, work("b")), at(1, work("c"))]);
  const never = at(2, work("never"));
  await waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
  select(2);
  const back = at(undefined, work("d"));
  select(undefined);
  await expect(never).rejects.toThrow(/cancelled/);
  await back;
  await expect(at(3, work("e"))).rejects.toThrow(/snapshot-unknown/);
  expect(done).toEqual(["a", "use 1", "b", "c", "use finished", "d"]);
});
