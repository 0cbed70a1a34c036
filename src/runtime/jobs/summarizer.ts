/** Whole-matrix views of a site, computed in a worker that is started when first needed. */
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { LensError } from "../../model/errors";
import { createQueue } from "../api/latest-wins";
import { createCancellation } from "../rpc/cancellation";
import { openWorker, type WorkerChannel } from "../rpc/worker-channel";
import type { SummaryCalls } from "./summary.worker";
import { summaryWorker } from "./worker-files";

type SummaryChannel = Pick<WorkerChannel<SummaryCalls>, "call" | "onLoss" | "terminate">;

const openSummaryWorker = (): SummaryChannel => openWorker<SummaryCalls>(summaryWorker());

/** One call of the worker, of which only the newest request counts. */
export interface NewestCall<In, Out> {
  /**
   * @param onProgress called with the share done, 0 to 1, where the work takes longer than an instant
   * @returns the output; `undefined` where a newer request or `cancel` came first
   * @throws LensError `worker-lost` where the worker breaks or ends; the next request starts another. `cancelled` after `dispose`
   */
  request(input: In, onProgress: (share: number) => void): Promise<Out | undefined>;
  /** No output is wanted any more. */
  cancel(): void;
  /** Ends the worker. Pending and later requests reject with `cancelled`. */
  dispose(): void;
}

/**
 * A worker for one of the calls.
 * @param open starts a worker
 */
export function newestCall<Name extends keyof SummaryCalls>(
  name: Name,
  open: () => SummaryChannel = openSummaryWorker,
): NewestCall<SummaryCalls[Name]["input"], SummaryCalls[Name]["output"]> {
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
    readonly input: SummaryCalls[Name]["input"];
    readonly onProgress: (share: number) => void;
  }
  const queue = createQueue(
    ({ input, onProgress }: Request, { signal }): Promise<SummaryCalls[Name]["output"]> => {
      started ??= start();
      return started.call(name, input, { onProgress, signal });
    },
    { preempt: true },
  );
  return {
    async request(input, onProgress) {
      if (disposed.reason) throw disposed.reason;
      return disposed.guard(queue.request({ input, onProgress }));
    },
    cancel: () => queue.cancel(),
    dispose() {
      disposed.cancel(new LensError("cancelled"));
      queue.cancel();
      started?.terminate();
    },
  };
}

export interface Summarizer extends Pick<NewestCall<AttentionSite, SiteSummary>, "cancel" | "dispose"> {
  /** As `NewestCall.request`. */
  summarize(site: AttentionSite, onProgress: (share: number) => void): Promise<SiteSummary | undefined>;
}

/** @param open starts a worker */
export function createSummarizer(open?: () => SummaryChannel): Summarizer {
  const { request, ...rest } = newestCall("summarize", open);
  return { summarize: request, ...rest };
}
