/** Recording a film frame by frame, to its end or its cancellation. */
import { LensError } from "../model/errors";
import { withCancellation } from "../runtime/rpc/cancellation";
import type { FilmSource, FilmWriter } from "./types";

export interface FilmFrames {
  readonly total: number;
  /** Draws a frame, counted from 0. @returns the canvas; `undefined` where there are no images any more, which cancels the film */
  draw(frame: number): Promise<FilmSource | undefined>;
}

export interface RecordOptions {
  /** Cancels the recording at once. */
  readonly signal: AbortSignal;
  /** Called with how many frames are done. */
  readonly onFrame: (done: number) => void;
}

/**
 * Records all frames. Whatever happens, the film's encoder is closed in the end, and the promise settles.
 * @param open begins the film
 * @throws LensError `cancelled`; what opening, drawing and encoding throw
 */
export function recordFrames(
  open: () => Promise<FilmWriter>,
  { total, draw }: FilmFrames,
  { signal, onFrame }: RecordOptions,
): Promise<Blob> {
  return withCancellation(signal, async (cancellation) => {
    const film = await open();
    cancellation.onCancel(() => film.cancel());
    try {
      for (let frame = 0; frame < total; frame++) {
        const canvas = await cancellation.guard(draw(frame));
        if (!canvas) throw new LensError("cancelled");
        await film.add(canvas);
        onFrame(frame + 1);
      }
      return await film.finish();
    } catch (error) {
      film.cancel();
      throw cancellation.reason ?? error;
    }
  });
}
