/** WebM: the browser's own video encoder, and a container around what it makes. */
import { ArrayBufferTarget, Muxer } from "webm-muxer";
import { LensError } from "../model/errors";
import { createCancellation } from "../runtime/rpc/cancellation";
import type { WebmConfig } from "./codec";
import { frameStart, isKeyFrame } from "./timing";
import type { Fail, FilmEncoder, FilmOptions } from "./types";
import { writeDuration } from "./webm-duration";

/** Frames in the encoder, at most; each may hold a whole image. */
const MOST_WAITING = 4;

/** @throws DOMException where the encoder does not take the configuration after all */
export function openWebm(
  { width, height, framesPerSecond }: FilmOptions,
  { encoder: config, matroska }: WebmConfig,
  fail: Fail,
): FilmEncoder {
  let frames = 0;
  const muxer = new Muxer({
    target: new ArrayBufferTarget(),
    video: { codec: matroska, width, height, frameRate: framesPerSecond },
  });
  const encoder = new VideoEncoder({
    output(chunk, metadata) {
      try {
        muxer.addVideoChunk(chunk, metadata);
      } catch (error) {
        fail(error);
      }
    },
    error: fail,
  });
  encoder.configure(config);
  const closed = createCancellation();
  const dequeued = () =>
    closed.guard(new Promise((resolve) => encoder.addEventListener("dequeue", resolve, { once: true })));

  return {
    async add(canvas, number) {
      while (encoder.encodeQueueSize > MOST_WAITING) await dequeued();
      const timestamp = frameStart(number, framesPerSecond);
      const duration = frameStart(number + 1, framesPerSecond) - timestamp;
      const frame = new VideoFrame(canvas, { timestamp, duration, alpha: "discard" });
      try {
        encoder.encode(frame, { keyFrame: isKeyFrame(number, framesPerSecond) });
      } finally {
        frame.close();
      }
      frames = number + 1;
    },
    async finish() {
      await encoder.flush();
      muxer.finalize();
      const { buffer } = muxer.target;
      writeDuration(buffer, frameStart(frames, framesPerSecond) / 1000);
      return new Blob([buffer], { type: "video/webm" });
    },
    close() {
      closed.cancel(new LensError("film-cancelled"));
      if (encoder.state !== "closed") encoder.close();
    },
  };
}
