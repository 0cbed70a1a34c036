/** A worker of its own for whole-matrix views: they work on a still too, and never stand in the generator's way. */
import * as Comlink from "comlink";
import type { AttentionSite } from "../attention/site";
import { type SiteSummary, summarizeSite } from "../attention/site-summary";

/** Work between two looks at the messages that came in. */
const SLICE_MS = 40;

let newest = 0;

/** Lets messages in: a newer job, or the end of this one. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

const api = {
  /** The summary of a site; `undefined` where a newer job or `cancel` came first. */
  async summarize(site: AttentionSite, report: (share: number) => void): Promise<SiteSummary | undefined> {
    const job = ++newest;
    const work = summarizeSite(site);
    let sliceEnd = performance.now() + SLICE_MS;
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      if (performance.now() < sliceEnd) continue;
      report(step.value);
      await pause();
      if (job !== newest) return undefined;
      sliceEnd = performance.now() + SLICE_MS;
    }
  },
  cancel(): void {
    newest++;
  },
};

export type SummaryWorkerApi = typeof api;

Comlink.expose(api);
