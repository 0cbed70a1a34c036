/** Whole-matrix views of a site, computed in a worker that is started when first needed. */
import * as Comlink from "comlink";
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { startWatched, type Watched } from "../rpc/start-worker";
import type { SummaryWorkerApi } from "./summary.worker";
import workerAddress from "./summary.worker?worker&url";

export interface Summarizer {
  /**
   * @param onProgress told the share done, 0 to 1, where the work takes longer than an instant
   * @returns the summary; `undefined` where a newer request or `cancel` came first
   * @throws LensError `worker-lost` where the worker breaks or ends; the next request starts another
   */
  summarize(site: AttentionSite, onProgress: (share: number) => void): Promise<SiteSummary | undefined>;
  cancel(): void;
  dispose(): void;
}

export function createSummarizer(): Summarizer {
  let started: (Watched & { readonly api: Comlink.Remote<SummaryWorkerApi> }) | undefined;
  const start = () => {
    const worker = startWatched(workerAddress);
    const mine = { ...worker, api: Comlink.wrap<SummaryWorkerApi>(worker.endpoint) };
    mine.loss.whenTold(() => {
      mine.terminate();
      if (started === mine) started = undefined;
    });
    return mine;
  };
  return {
    async summarize(site, onProgress) {
      started ??= start();
      const { api, loss } = started;
      return loss.unless(api.summarize(site, Comlink.proxy(onProgress)));
    },
    cancel: () => void started?.api.cancel(),
    dispose: () => started?.terminate(),
  };
}
