/** All that an element runs in workers, and what asks for it, as one file to load on demand. */
import type { ViewerContext } from "../viewer/requests/context";
import { Generation } from "../viewer/requests/generation";
import { leaseEngine } from "./shared-engine";

export { createSummarizer } from "../runtime/jobs/summarizer";

export const sharedGeneration = (context: ViewerContext) => new Generation(context, leaseEngine);
