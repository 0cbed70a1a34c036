/** `import … from "sagan-lens"` in Node. */
export { figurePng } from "./export/figure-png.node";
export * from "./library";
export { modelFolder, packagedModels } from "./model/storage/packaged.node";
export { createEngine, type NodeEngineOptions } from "./runtime/api/engine.node";
