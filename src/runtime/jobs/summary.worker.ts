/** A worker of its own for whole-matrix views: they work on a still too, and never hold up the generator. */
import type { AttentionSite } from "../../attention/site";
import { type SiteSummary, summarizeSite } from "../../attention/site-summary";
import { LensError } from "../../model/errors";
import type { CallTypes } from "../rpc/protocol";
import { serveWorker } from "../rpc/serve";
import { runCooperatively } from "./run-cooperatively";

export interface SummaryCalls {
  /** Progress is the share done, 0 to 1, reported where the work takes longer than an instant. */
  readonly summarize: CallTypes<AttentionSite, SiteSummary, number>;
}

serveWorker<SummaryCalls>({
  async summarize(site, { report, signal }) {
    const summary = await runCooperatively(summarizeSite(site), report, () => signal.aborted);
    if (!summary) throw new LensError("cancelled");
    return summary;
  },
});
