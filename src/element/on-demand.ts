/** Engines and summaries for the elements of a page; their code is loaded when the first one is wanted. */
import type { EngineProvider } from "../viewer/requests/engine-holder";
import type { Summarizer } from "../viewer/requests/summaries";

export const sharedEngines: EngineProvider = async (request) =>
  (await import("./shared-engine")).leaseEngine(request);

/** Whole-matrix views in a worker. */
export const workerSummarizer = async (): Promise<Summarizer> =>
  (await import("../runtime/jobs/summarizer")).createSummarizer();
