/** What an engine in Node gives back when it is disposed. */
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, getBackend } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { createEngine } from "../../src/runtime/api/engine.node";
import { projectPath } from "../support/files";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const cats64 = pathToFileURL(`${projectPath("public/models/cats64")}/`);
const openCats = () => createEngine({ source: { folder: cats64 } });
const wasmMemory = () =>
  (backend() as BackendWasm & { wasm: { asm: { memory: WebAssembly.Memory } } }).wasm.asm.memory;

test("what listens to the process beside an engine still does after it", async () => {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const listeners = () => events.map((event) => process.rawListeners(event));
  const before = listeners();
  const engine = await openCats();
  engine.dispose();
  expect(listeners()).toEqual(before);
});

test("the last engine that is disposed gives the backend's memory back; another one takes no more than the first", async () => {
  const opened = async () => {
    const engine = await openCats();
    await engine.generate({ z: new Float32Array(128).fill(0.5) });
    const memory = wasmMemory();
    return { engine, memory: new WeakRef(memory), bytes: memory.buffer.byteLength };
  };
  const first = await opened();
  const second = await opened();
  first.engine.dispose();
  // The other engine runs on the same memory.
  expect(getBackend()).toBe("wasm");
  expect(await second.engine.generate({ z: new Float32Array(128).fill(0.1) })).toBeDefined();
  second.engine.dispose();
  // A reference that was looked at stays until the next turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  expect(first.memory.deref()).toBeUndefined();

  const third = await opened();
  expect(third.bytes).toBeLessThanOrEqual(first.bytes);
  third.engine.dispose();
});
