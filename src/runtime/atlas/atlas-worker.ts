/** The worker of an atlas, as the page sees it. No TensorFlow.js here. */
import type { AtlasFigures } from "../../atlas/atlas";
import type { AttentionSite } from "../../attention/site";
import type { GenerateRequest, Generation } from "../api/types";
import { serve } from "../rpc/serve";
import { openWorker, type WorkerChannel } from "../rpc/worker-channel";
import workerAddress from "./atlas.worker?worker&url";
import type { AtlasCalls, AtlasJob, AtlasReport, ImageCalls } from "./atlas-calls";

export type { AtlasJob, AtlasReport, OpenedAtlas, QueryRow } from "./atlas-calls";

export interface ComputeOptions {
  /** Generates an image; an engine's `preview`. */
  readonly image: (request: GenerateRequest) => Promise<Generation>;
  readonly onReport: (report: AtlasReport) => void;
  readonly signal: AbortSignal;
}

/** Every call settles: it rejects with the loss after a loss of the worker. */
export interface AtlasWorker extends Pick<WorkerChannel<AtlasCalls>, "call" | "onLoss" | "terminate"> {
  /**
   * Computes an atlas, one at a time.
   * @throws LensError `cancelled` as soon as the signal says so; what the engine throws; `worker-lost`
   */
  compute(job: AtlasJob, options: ComputeOptions): Promise<AtlasFigures>;
}

/** Starts the worker. */
export function openAtlasWorker(): AtlasWorker {
  const channel = openWorker<AtlasCalls>(workerAddress);
  return {
    call: channel.call,
    onLoss: (listener) => channel.onLoss(listener),
    terminate: () => channel.terminate(),
    async compute(job, { image, onReport, signal }) {
      const { port1, port2 } = new MessageChannel();
      serve<ImageCalls>(
        {
          image: async (request) => {
            const { image: values, sites } = await image(request);
            // Of the engine's answer only what is read: its arrays may share one buffer, which would cross as a whole.
            return { image: values.slice(), sites: sites.filter(isWanted(job.site)).map(ownArrays) };
          },
        },
        port1,
      );
      port1.start();
      try {
        const input = { job, images: port2 };
        return await channel.call("compute", input, { transfer: [port2], onProgress: onReport, signal });
      } finally {
        port1.close();
      }
    },
  };
}

const isWanted =
  (wanted: string | undefined) =>
  ({ name }: AttentionSite, place: number) =>
    wanted === undefined ? place === 0 : name === wanted;

function ownArrays(site: AttentionSite): AttentionSite {
  const { queries, keys, keyLogSumExp } = site;
  return {
    ...site,
    queries: queries.slice(),
    keys: keys.slice(),
    ...(keyLogSumExp && { keyLogSumExp: keyLogSumExp.slice() }),
  };
}
