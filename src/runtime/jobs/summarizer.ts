/** Whole-matrix views of a site, computed in a worker that is started when first needed. */
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { LensError } from "../../model/errors";
import { createQueue } from "../api/latest-wins";
import { createCancellation } from "../rpc/cancellation";
import { openWorker, type WorkerChannel } from "../rpc/worker-channel";
import type { SummaryCalls } from "./summary.worker";
import { summaryWorker } from "./worker-files";

export interface Summarizer {
  /**
   * @param onProgress called with the share done, 0 to 1, where the work takes longer than an instant
   * @returns the summary; `undefined` where a newer request or `cancel` came first
   * @throws LensError `worker-lost` where the worker breaks or ends; the next request starts another. `cancelled` after `dispose`
   */
  summarize(site: AttentionSite, onProgress: (share: number) => void): Promise<SiteSummary | undefined>;
  /** No summary is wanted any more. */
  cancel(): void;
  /** Ends the worker. Pending and later requests reject with `cancelled`. */
  dispose(): void;
}

type SummaryChannel = Pick<WorkerChannel<SummaryCalls>, "call" | "onLoss" | "terminate">;

/** @param open starts a worker */
export function createSummarizer(
  open: () => SummaryChannel = () => openWorker<SummaryCalls>(summaryWorker()),
): Summarizer {
  let started: SummaryChannel | undefined;
  const disposed = createCancellation();
  const start = () => {
    const channel = open();
    channel.onLoss(() => {
      channel.terminate();
      if (started === channel) started = undefined;
    });
    return channel;
  };
  interface Request {
    readonly site: AttentionSite;
    readonly onProgress: (share: number) => void;
  }
  const queue = createQueue(
    ({ site, onProgress }: Request, { signal }): Promise<SiteSummary> => {
      started ??= start();
      return started.call("summarize", site, { onProgress, signal });
    },
    { preempt: true },
  );
  return {
    async summarize(site, onProgress) {
      if (disposed.reason) throw disposed.reason;
      return disposed.guard(queue.request({ site, onProgress }));
    },
    cancel: () => queue.cancel(),
    dispose() {
      disposed.cancel(new LensError("cancelled"));
      queue.cancel();
      started?.terminate();
    },
  };
}
