/** Sums over many seeds, in a worker of their own: the generator's worker and the page go on meanwhile. */
import { type Atlas, type AtlasFigures, atlasDeviation, atlasRow } from "../../atlas/atlas";
import type { QueryIndex } from "../../attention/grid";
import { computeAtlasOf, type ImageOf, seedRequests } from "../api/atlas";
import { serveWorker } from "../rpc/serve";
import { WorkerChannel } from "../rpc/worker-channel";
import type { AtlasCalls, ImageCalls } from "./atlas-calls";

/** The matrices of the job that runs or ran last, and how many seeds they are of. */
let sums: (Pick<Atlas, "rows" | "rowSquares"> & { count: number }) | undefined;

/** Pending while the work is held up. */
let gate = { open: () => {}, opened: Promise.resolve() };
let isPaused = false;

/** Rows are of whole seeds: they are read when no seed is half added. */
let isAdding = false;
let waiting: (() => void)[] = [];
function settle(): void {
  isAdding = false;
  for (const go of waiting) go();
  waiting = [];
}
const whenSettled = () =>
  isAdding ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve();

const figuresOf = ({ rows: _rows, rowSquares: _squares, ...figures }: Atlas): AtlasFigures => figures;

serveWorker<AtlasCalls>({
  async compute({ job, images }, { report, signal }) {
    sums = undefined;
    const channel = imagesFrom(images);
    /** Seeds in the sums when the last image was asked for. */
    let before = 0;
    const noteSums = (count: number, of: Pick<Atlas, "rows" | "rowSquares"> | undefined = sums) => {
      sums = of && { rows: of.rows, rowSquares: of.rowSquares, count };
      settle();
    };
    const { seeds, site, psi, classes } = job;
    const imageOf: ImageOf = async (request) => {
      const made = await channel.call("image", request);
      isAdding = true;
      return made;
    };
    try {
      const atlas = await computeAtlasOf(imageOf, {
        seeds,
        request: seedRequests(job.model, { psi, ...(classes && { classes }) }),
        ...(site !== undefined && { site }),
        withEffects: true,
        signal,
        beforeImage: (done) => {
          before = done;
          noteSums(done);
          return gate.opened;
        },
        onProgress: ({ share, done }) => {
          if (isAdding && done > before) noteSums(done);
          report({ share, done });
        },
        onResult: (result) => {
          noteSums(result.seeds.length, result);
          report({ figures: figuresOf(result) });
        },
      });
      noteSums(atlas.seeds.length, atlas);
      return figuresOf(atlas);
    } finally {
      settle();
      channel.terminate();
    }
  },
  async open(file) {
    const { openAtlas } = await import("./file/open-atlas");
    const opened = await openAtlas(file);
    if ("fault" in opened) return opened;
    const { atlas, provenance } = opened;
    sums = { rows: atlas.rows, rowSquares: atlas.rowSquares, count: atlas.seeds.length };
    return { figures: figuresOf(atlas), provenance };
  },
  pause(paused) {
    if (paused === isPaused) return;
    isPaused = paused;
    if (!paused) return gate.open();
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    gate = { open, opened };
  },
  async row(query) {
    await whenSettled();
    if (!sums) return undefined;
    const { rows, rowSquares, count } = sums;
    const seeds = Array.from({ length: count }, (_, seed) => seed);
    const at = query as QueryIndex;
    return {
      query,
      count,
      mean: atlasRow({ rows }, at).slice(),
      deviation: atlasDeviation({ rowSquares, seeds }, at),
    };
  },
  async matrices() {
    await whenSettled();
    return sums && { rows: sums.rows, rowSquares: sums.rowSquares };
  },
});

/** The page's end of a port, as a worker that is called. */
function imagesFrom(port: MessagePort): WorkerChannel<ImageCalls> {
  const channel = new WorkerChannel<ImageCalls>({
    postMessage: (message, transfer) => port.postMessage(message, transfer),
    addEventListener: (type, listener, options) => port.addEventListener(type, listener, options),
    terminate: () => port.close(),
  });
  port.start();
  return channel;
}
