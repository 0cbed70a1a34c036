/** `<sagan-lens>` as one module for pages anywhere: models and stills lie beside this module. */
import { defineSaganLens } from "./sagan-lens";

export type {
  ElementImage,
  ElementRow,
  SaganLensElement,
  SaganLensEventMap,
} from "./sagan-lens";

defineSaganLens({
  base: () => new URL("./", import.meta.url),
  provider: async (folder, onProgress) => (await import("./shared-engine")).leaseEngine(folder, onProgress),
});
