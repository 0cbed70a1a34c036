/** Whole-matrix views of a site, computed in a worker that is started when first needed. */
import * as Comlink from "comlink";
import type { AttentionSite } from "../attention/site";
import type { SiteSummary } from "../attention/site-summary";
import { broken } from "./start-worker";
import type { SummaryWorkerApi } from "./summary.worker";

export interface Summarizer {
  /**
   * @param onProgress told the share done, 0 to 1, where the work takes longer than an instant
   * @returns the summary; `undefined` where a newer request or `cancel` came first
   * @throws LensError `engine-failed` where the worker breaks
   */
  summarize(site: AttentionSite, onProgress: (share: number) => void): Promise<SiteSummary | undefined>;
  cancel(): void;
  dispose(): void;
}

export function createSummarizer(): Summarizer {
  let worker: Worker | undefined;
  let api: Comlink.Remote<SummaryWorkerApi> | undefined;
  let breaking: Promise<never> | undefined;
  const start = () => {
    const started = new Worker(new URL("./summary.worker.ts", import.meta.url), { type: "module" });
    worker = started;
    api = Comlink.wrap<SummaryWorkerApi>(started);
    breaking = broken(started);
    return api;
  };
  return {
    async summarize(site, onProgress) {
      const answer = (api ?? start()).summarize(site, Comlink.proxy(onProgress));
      return Promise.race([answer, breaking as Promise<never>]);
    },
    cancel: () => void api?.cancel(),
    dispose: () => worker?.terminate(),
  };
}
