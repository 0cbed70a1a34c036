/** `<sagan-lens>` on the pages of this site: models and stills lie beside the page. */
import { sharedEngines } from "./engine-provider";
import { defineSaganLens } from "./sagan-lens";

defineSaganLens({
  base: () => new URL("./", document.baseURI),
  provider: sharedEngines,
});
