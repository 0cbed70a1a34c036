/** `import … from "sagan-lens"` in a browser. */
export * from "./library";
export { fetchStill } from "./model/gallery";
export { fetchModels, type ModelEntry } from "./model/models-index";
export { createEngine, type Recovery } from "./runtime/engine";
export type { TimeLimits } from "./runtime/worker-client";
