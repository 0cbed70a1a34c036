/** `import … from "sagan-lens"` in a browser. */
export * from "./library";
export { fetchStill } from "./model/formats/gallery";
export { fetchModels, type ModelEntry } from "./model/formats/models-index";
export { createEngine, type Recovery } from "./runtime/api/engine";
export type { TimeLimits } from "./runtime/api/types";
export { setAssetFolder } from "./runtime/jobs/asset-folder";
