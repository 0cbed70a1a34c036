/** Films from images on a canvas. The code of each format is loaded when a film of it is opened. */
import { LensError } from "../model/errors";
import { createCancellation } from "../runtime/rpc/cancellation";
import { chooseWebm } from "./codec";
import { MOST_GIF_FRAMES } from "./timing";
import type { Fail, FilmEncoder, FilmFormat, FilmOptions, FilmWriter } from "./types";

export type { FilmFormat, FilmOptions, FilmSource, FilmWriter } from "./types";

/** For asking the browser before a film's size is known. */
const USUAL: FilmOptions = { width: 512, height: 512, framesPerSecond: 25 };

/** Whether this browser can make films of a format. */
export async function canRecord(format: FilmFormat): Promise<boolean> {
  if (format === "gif") return typeof OffscreenCanvas !== "undefined";
  return (await chooseWebm(USUAL)) !== undefined;
}

/**
 * Begins a film.
 * @throws LensError `film-unsupported` where the browser has no encoder for it; `film-failed` where the options cannot be met
 * or the format's code cannot be loaded
 */
export async function openFilm(format: FilmFormat, options: FilmOptions): Promise<FilmWriter> {
  checkOptions(format, options);
  try {
    if (format === "gif") {
      const { openGif } = await import("./gif");
      return filmWriter(options, (fail) => openGif(options, fail));
    }
    const config = await chooseWebm(options);
    if (!config) throw new LensError("film-unsupported", { format: "WebM" });
    const { openWebm } = await import("./webm");
    return filmWriter(options, (fail) => openWebm(options, config, fail));
  } catch (error) {
    throw filmError(error);
  }
}

function checkOptions(format: FilmFormat, { width, height, framesPerSecond }: FilmOptions): void {
  const even = (size: number) => size > 0 && size % 2 === 0;
  if (!even(width) || !even(height)) throw failure(`${width} × ${height} pixels are not even numbers`);
  if (!(framesPerSecond > 0)) throw failure(`${framesPerSecond} frames a second are no rate`);
  if (format === "gif" && framesPerSecond > MOST_GIF_FRAMES) {
    throw failure(`a GIF shows at most ${MOST_GIF_FRAMES} frames a second`);
  }
}

const failure = (reason: string) => new LensError("film-failed", { reason });

function filmError(thrown: unknown): LensError {
  if (thrown instanceof LensError) return thrown;
  return failure(thrown instanceof Error ? thrown.message : String(thrown));
}

/** Puts an encoder behind what all formats share: counting, checks, one end, and errors with a code. */
function filmWriter({ width, height }: FilmOptions, open: (fail: Fail) => FilmEncoder): FilmWriter {
  let frames = 0;
  const over = createCancellation();

  /** Closes the encoder, once; every call rejects from now on. @returns why the film is over */
  function end(reason: unknown): LensError {
    if (over.reason) return over.reason;
    const error = filmError(reason);
    over.cancel(error);
    encoder.close();
    return error;
  }

  /** What a call gives. @throws LensError why the film is over: any fault of a call is its end */
  async function unlessOver<T>(call: () => Promise<T>): Promise<T> {
    if (over.reason) throw over.reason;
    try {
      return await over.guard((async () => call())());
    } catch (error) {
      throw end(error);
    }
  }

  const encoder = open(end);
  return {
    add: (canvas) =>
      unlessOver(() => {
        if (canvas.width !== width || canvas.height !== height) {
          throw failure(`a frame of ${canvas.width} × ${canvas.height} in a film of ${width} × ${height}`);
        }
        return encoder.add(canvas, frames++);
      }),
    async finish() {
      const film = await unlessOver(() => {
        if (frames === 0) throw failure("it has no frames");
        return encoder.finish();
      });
      end(failure("it is already finished"));
      return film;
    },
    cancel: () => void end(new LensError("film-cancelled")),
  };
}
