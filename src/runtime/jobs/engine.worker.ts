/** The engine's worker: an `EngineCore` that answers its page. */
import type { WorkerCalls } from "../api/operations";
import { serveOnDevice } from "../backends/serve-on-device";
import { WASM_ADDRESSES } from "../backends/wasm-addresses";
import { EngineCore } from "./engine-core";

serveOnDevice<WorkerCalls>(new EngineCore(WASM_ADDRESSES));
