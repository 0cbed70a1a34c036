/** What the elements of a page load when the first of them needs it. */
import type { ViewerContext } from "../viewer/requests/context";
import type { Generation } from "../viewer/requests/generation";
import type { Summarizer } from "../viewer/requests/summaries";

/** Images from engines that all elements of the page share. */
export const sharedGeneration = async (context: ViewerContext): Promise<Generation> =>
  (await import("./workers")).sharedGeneration(context);

/** Whole-matrix views in a worker. */
export const workerSummarizer = async (): Promise<Summarizer> =>
  (await import("./workers")).createSummarizer();
