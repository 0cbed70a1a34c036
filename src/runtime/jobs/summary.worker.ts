/** A worker of its own for whole-matrix views: they work on a still too, and never hold up the generator. */
import { type MatrixImage, reduceMatrix } from "../../attention/matrix/blocks";
import { byPosition, bySimilarity, type OrderName } from "../../attention/matrix/order";
import type { AttentionSite } from "../../attention/site";
import { type SiteSummary, summarizeSite } from "../../attention/site-summary";
import { LensError } from "../../model/errors";
import type { CallContext, CallTypes } from "../rpc/protocol";
import { serveWorker } from "../rpc/serve";
import { runCooperatively } from "./run-cooperatively";

export interface MatrixRequest {
  readonly site: AttentionSite;
  readonly order: OrderName;
}

/** Progress is the share done, 0 to 1, reported where the work takes longer than an instant. */
export interface SummaryCalls {
  readonly summarize: CallTypes<AttentionSite, SiteSummary, number>;
  readonly matrix: CallTypes<MatrixRequest, MatrixImage, number>;
}

serveWorker<SummaryCalls>({
  summarize: (site, call) => done(summarizeSite(site), call),
  matrix: ({ site, order }, call) => done(matrixOf(site, order), call),
});

/** Share of the work that finding an order of similarity takes. */
const ORDERED = 0.8;

function* matrixOf(site: AttentionSite, order: OrderName): Generator<number, MatrixImage> {
  if (order === "position") return yield* reduceMatrix(site, byPosition(site));
  const found = yield* scaled(bySimilarity(site), 0, ORDERED);
  return yield* scaled(reduceMatrix(site, found), ORDERED, 1);
}

/** Work whose shares done run from one share of a whole to another. */
function* scaled<T>(work: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

async function done<T>(work: Generator<number, T>, { report, signal }: CallContext<number>): Promise<T> {
  const result = await runCooperatively(work, report, () => signal.aborted);
  if (!result) throw new LensError("cancelled");
  return result;
}
