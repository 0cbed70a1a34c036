/** `<sagan-lens>` on the pages of this site: models and stills lie beside the page. */
import { sharedEngines, workerSummarizer } from "./on-demand";
import { defineSaganLens } from "./sagan-lens";

defineSaganLens({
  base: () => new URL("./", document.baseURI),
  engines: sharedEngines,
  summarizer: workerSummarizer,
});
