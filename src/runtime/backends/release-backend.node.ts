/** Giving back the memory of a backend on the caller's own thread. A worker gives back everything when it ends. */
import {
  engine,
  findBackendFactory,
  getKernelsForBackend,
  type KernelSetupFunc,
  registerBackend,
  removeBackend,
} from "@tensorflow/tfjs-core";
import type { BackendName } from "../api/types";

/** As TensorFlow.js ranks its WASM backend; only what was chosen by nobody is chosen by it. */
const PRIORITY = 2;

/** What the kernels of WASM ask of a backend when they are set up: each looks its functions up. */
const GONE = { wasm: { cwrap: () => undefined } } as unknown as Parameters<KernelSetupFunc>[0];

/** Whether a backend runs. */
export function isStarted(backend: BackendName): boolean {
  return backend in engine().registry;
}

/** Events of the process that the WASM module listens to. */
const EVENTS = ["uncaughtException", "unhandledRejection"] as const;
type Listener = (...values: unknown[]) => void;
/** Its listeners, which hold on to the module. */
const ofModule = new Set<unknown>();

const listenersOf = (event: string): Listener[] => process.rawListeners(event) as Listener[];

/** Starts a backend, and notes what it leaves in the process. */
export async function startNoted(start: () => Promise<void>): Promise<void> {
  const before = new Set(EVENTS.flatMap(listenersOf));
  await start();
  for (const listener of EVENTS.flatMap(listenersOf)) if (!before.has(listener)) ofModule.add(listener);
}

/**
 * Ends a backend and frees its memory; it can be started again. WebAssembly memory only grows, so that disposing tensors gives nothing
 * back. Nothing happens where somebody's tensors are still alive.
 */
export function releaseBackend(backend: BackendName): void {
  if (!isStarted(backend) || engine().memory().numTensors > 0) return;
  const factory = findBackendFactory(backend);
  // When the module ends, it removes everybody's listeners, and not only its own.
  const others = EVENTS.map((event) => listenersOf(event).filter((listener) => !ofModule.has(listener)));
  removeBackend(backend);
  EVENTS.forEach((event, at) => {
    process.removeAllListeners(event);
    for (const listener of others[at]) process.on(event, listener);
  });
  ofModule.clear();
  registerBackend(backend, factory, PRIORITY);
  if (backend !== "wasm") return;
  // The kernels hold on to functions of the module, and by them to all of its memory.
  for (const { setupFunc } of getKernelsForBackend(backend)) setupFunc?.(GONE);
}
