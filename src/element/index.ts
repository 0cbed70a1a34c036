/** `<sagan-lens>` on the pages of this site: models and stills lie beside the page. */
import { defineSaganLens } from "./sagan-lens";

defineSaganLens({
  base: () => new URL("./", document.baseURI),
  provider: async (folder, onProgress) => (await import("./shared-engine")).leaseEngine(folder, onProgress),
});
