/** `<sagan-lens>` as one module for pages anywhere: models and stills lie beside this module. */
import { sharedGeneration, workerSummarizer } from "./on-demand";
import { defineSaganLens } from "./sagan-lens";

export type {
  ElementImage,
  ElementRow,
  SaganLensAttributes,
  SaganLensElement,
  SaganLensEventMap,
} from "./types";

/**
 * The folder of this module. Not as `new URL("./", import.meta.url)`, which bundlers take for a file to include. One that does not keep modules
 * apart puts the address of the source in its place; there the page's folder is taken.
 */
function ownFolder(): URL {
  const here = import.meta.url;
  return new URL(here.startsWith("http") ? here.slice(0, here.lastIndexOf("/") + 1) : ".", document.baseURI);
}

export { setAssetFolder } from "../runtime/jobs/asset-folder";

defineSaganLens({
  base: ownFolder,
  generation: sharedGeneration,
  summarizer: workerSummarizer,
});
