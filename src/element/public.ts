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

// On its own: together with `new URL` the bundler would take it for a file to include.
const here = import.meta.url;

defineSaganLens({
  base: () => new URL("./", here),
  generation: sharedGeneration,
  summarizer: workerSummarizer,
});
