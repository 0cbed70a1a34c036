/** What a film is made of, and what each format brings. */

export type FilmFormat = "webm" | "gif";

/** A canvas of any context; its pixels are taken as opaque. */
export type FilmSource = HTMLCanvasElement | OffscreenCanvas;

export interface FilmOptions {
  /** Pixels, even. */
  readonly width: number;
  /** Pixels, even. */
  readonly height: number;
  /** 50 at most in a GIF. One that divides 100 makes all frames of a GIF equally long. */
  readonly framesPerSecond: number;
}

/** A film that is being made. It holds an encoder until `finish` or `cancel`. */
export interface FilmWriter {
  /**
   * Takes the canvas as the next frame. Do not change the canvas, and add no other frame, until this settles; the encoder
   * may then still work on it.
   * @throws LensError `film-failed`; `film-cancelled` after `cancel`, also when that came while this was waiting
   */
  add(canvas: FilmSource): Promise<void>;
  /**
   * The whole film. Nothing can be added afterwards.
   * @throws LensError `film-failed`, also where there is no frame; `film-cancelled` as `add`
   */
  finish(): Promise<Blob>;
  /** Ends the film and its encoder at once; calls that wait reject. Without effect after `finish`. */
  cancel(): void;
}

/** What a format does; `film.ts` does the rest for all formats, such as telling the end from a fault. */
export interface FilmEncoder {
  /** Encodes frame `number`, counted from 0, or queues it while few others wait. */
  add(canvas: FilmSource, number: number): Promise<void>;
  finish(): Promise<Blob>;
  /** Frees everything and settles what waits. Called once, whatever happened. */
  close(): void;
}

/** Reports a fault that no call would throw. */
export type Fail = (reason: unknown) => void;
