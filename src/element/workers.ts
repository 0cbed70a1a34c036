/** All that an element runs in workers, and what asks for it, as one file to load on demand. */
import { createEngine } from "../runtime/api/engine";
import { createEnginePool } from "../runtime/api/shared-engine";
import type { ViewerContext } from "../viewer/requests/context";
import { Generation } from "../viewer/requests/generation";

export { createSummarizer } from "../runtime/jobs/summarizer";

/** An element that is moved within its page releases its lease and takes another at once. */
const IDLE_MS = 10_000;

/** One engine for each model, for all elements of a page. */
const leaseEngine = createEnginePool(
  ({ folder, ...request }) => createEngine({ source: { folder }, ...request }),
  IDLE_MS,
);

export const sharedGeneration = (context: ViewerContext) => new Generation(context, leaseEngine);
