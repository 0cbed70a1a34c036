/** Animated GIF, encoded in a worker. */
import * as Comlink from "comlink";
import { LensError } from "../model/errors";
import { startWatched } from "../runtime/rpc/start-worker";
import type { GifWorkerApi } from "./gif.worker";
import workerAddress from "./gif.worker?worker&url";
import { frameHundredths } from "./timing";
import type { Fail, FilmEncoder, FilmOptions, FilmSource } from "./types";

/** @throws Error where the browser gives no canvas or no worker */
export function openGif({ width, height, framesPerSecond }: FilmOptions, fail: Fail): FilmEncoder {
  const read = pixelReader(width, height);
  const { endpoint, loss, terminate } = startWatched(workerAddress, {
    faultOf: (reason) => new LensError("film-failed", { reason }),
  });
  const api = Comlink.wrap<GifWorkerApi>(endpoint);
  loss.whenTold(fail);

  /** The frame in the worker. The next one is drawn meanwhile, and waits here. */
  let underway: Promise<unknown> = Promise.resolve();

  return {
    async add(canvas, number) {
      await underway;
      const pixels = read(canvas);
      const hundredths = frameHundredths(number, framesPerSecond);
      underway = api.frame(Comlink.transfer(pixels, [pixels.buffer]), width, height, hundredths).catch(fail);
    },
    async finish() {
      await underway;
      return new Blob([await api.finish()], { type: "image/gif" });
    },
    close: () => terminate(),
  };
}

/** Reads RGBA bytes, [height, width, 4], from canvases of whatever context. */
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
