/** A worker of its own for whole-matrix views: they work on a still too, and never stand in the generator's way. */
import * as Comlink from "comlink";
import type { AttentionSite } from "../../attention/site";
import { type SiteSummary, summarizeSite } from "../../attention/site-summary";
import { release } from "../rpc/release";
import { holdLifeline } from "../rpc/worker-lifetime";
import { runCooperatively } from "./run-cooperatively";

let newest = 0;

const api = {
  /** The summary of a site; `undefined` where a newer job or `cancel` came first. */
  async summarize(site: AttentionSite, report: (share: number) => void): Promise<SiteSummary | undefined> {
    const job = ++newest;
    try {
      return await runCooperatively(summarizeSite(site), report, () => job !== newest);
    } finally {
      release(report);
    }
  },
  cancel(): void {
    newest++;
  },
};

export type SummaryWorkerApi = typeof api;

holdLifeline();
Comlink.expose(api);
