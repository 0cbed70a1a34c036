/** Animated GIF, encoded in a worker. */
import { LensError } from "../model/errors";
import { openWorker, type WorkerChannel } from "../runtime/rpc/worker-channel";
import workerAddress from "./gif.worker?worker&url";
import type { GifCalls } from "./gif-calls";
import { frameHundredths } from "./timing";
import type { Fail, FilmEncoder, FilmOptions, FilmSource } from "./types";

type GifChannel = Pick<WorkerChannel<GifCalls>, "call" | "onLoss" | "terminate">;

/**
 * @param open starts the worker
 * @throws Error where the browser gives no canvas or no worker
 */
export function openGif(
  { width, height, framesPerSecond }: FilmOptions,
  fail: Fail,
  open: () => GifChannel = () => openWorker<GifCalls>(workerAddress),
): FilmEncoder {
  const read = pixelReader(width, height);
  const worker = open();
  const failWith = ({ code, details }: LensError) =>
    fail(new LensError("film-failed", { reason: details.reason ?? code }));
  worker.onLoss(failWith);

  /** The frame in the worker. The next one is drawn meanwhile, and waits here. */
  let encoding: Promise<unknown> = Promise.resolve();

  return {
    async add(canvas, number) {
      await encoding;
      const pixels = read(canvas);
      const hundredths = frameHundredths(number, framesPerSecond);
      encoding = worker
        .call("frame", { pixels, width, height, hundredths }, { transfer: [pixels.buffer] })
        .catch(failWith);
    },
    async finish() {
      await encoding;
      return new Blob([await worker.call("finish", undefined)], { type: "image/gif" });
    },
    close: () => worker.terminate(),
  };
}

/** Reads RGBA bytes, [height, width, 4], from canvases of any context. */
function pixelReader(width: number, height: number): (canvas: FilmSource) => Uint8ClampedArray<ArrayBuffer> {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    alpha: false,
    willReadFrequently: true,
  });
  if (!context) throw new Error("this browser gives no 2d canvas");
  return (canvas) => {
    // What was below shows through where a frame is transparent.
    context.clearRect(0, 0, width, height);
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  };
}
