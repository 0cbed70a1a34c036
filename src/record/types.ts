/** What a film is made of, and what each format brings. */

export type FilmFormat = "webm" | "gif";

/** A canvas of whatever context; its pixels are taken as opaque. */
export type FilmSource = HTMLCanvasElement | OffscreenCanvas;

export interface FilmOptions {
  /** Pixels, even. */
  readonly width: number;
  /** Pixels, even. */
  readonly height: number;
  /** 50 at most in a GIF. One that divides 100 makes all frames of a GIF equally long. */
  readonly framesPerSecond: number;
}

/** A film under way. It holds an encoder until `finish` or `cancel`. */
export interface FilmWriter {
  /**
   * Takes the canvas as the next frame. Keep the canvas as it is, and add no other frame, until this is settled; the encoder
   * may then still be at work on it.
   * @throws LensError `film-failed`; `film-cancelled` after `cancel`, also when that came while this was waiting
   */
  add(canvas: FilmSource): Promise<void>;
  /**
   * The whole film. Nothing can be added afterwards.
   * @throws LensError `film-failed`, also where there is no frame; `film-cancelled` as `add`
   */
  finish(): Promise<Blob>;
  /** Gives the film up and ends its encoder at once. Without effect after `finish`. */
  cancel(): void;
}

/** What a format does; everything around it, as telling the end from a fault, is done in one place for all (`film.ts`). */
export interface FilmEncoder {
  /** Encodes frame `number`, counted from 0, or takes it in while few others are waiting. */
  add(canvas: FilmSource, number: number): Promise<void>;
  finish(): Promise<Blob>;
  /** Lets go of everything; calls under way need not be settled. Called once, whatever happened. */
  close(): void;
}

/** Reports a fault of which no call would tell. */
export type Fail = (reason: unknown) => void;
