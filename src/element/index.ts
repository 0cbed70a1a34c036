/** `<sagan-lens>` on the pages of this site: models and stills lie beside the page. */
import { sharedGeneration, workerSummarizer } from "./on-demand";
import { defineSaganLens } from "./sagan-lens";

defineSaganLens({
  base: () => new URL("./", document.baseURI),
  generation: sharedGeneration,
  summarizer: workerSummarizer,
});
