/** A training run, in a worker of its own. */
import { memory } from "@tensorflow/tfjs-core";
import { exportModel } from "../../learning/export-model";
import { Learner } from "../../learning/learner";
import { scoreRule } from "../../learning/rule";
import { LensError } from "../../model/errors";
import { serveOnDevice } from "../backends/serve-on-device";
import { startBackend } from "../backends/start-backend";
import { WASM_ADDRESSES } from "../backends/wasm-addresses";
import type { TrainingCalls } from "./training-types";

let learner: Learner | undefined;

function running(): Learner {
  if (!learner) throw new LensError("engine-failed", { reason: "no run is open" });
  return learner;
}

serveOnDevice<TrainingCalls>({
  start: (backend) => startBackend(backend, WASM_ADDRESSES),
  open({ config, state }) {
    learner?.dispose();
    learner = undefined;
    learner = new Learner(config, state);
    return { generator: learner.generator.values.size, discriminator: learner.discriminator.values.size };
  },
  step: () => running().advance(),
  look: ({ count, weights }) => running().look(count, weights),
  rule: async (samples) => scoreRule(await running().sample(samples), running().config),
  spectra: () => running().spectra(),
  state: () => running().state(),
  exported: async ({ id, title }) => (await exportModel(running(), id, title)).files,
  tensors: () => memory().numTensors,
});
