/** A recording ends whatever comes: its encoder is closed, its worker terminated, its promise settled. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LensError } from "../../src/model/errors";
import { openFilm } from "../../src/record/film";
import { openGif } from "../../src/record/gif";
import type { GifCalls } from "../../src/record/gif-calls";
import { recordFrames } from "../../src/record/record-frames";
import type { FilmSource, FilmWriter } from "../../src/record/types";
import { waitFor } from "../support/wait-for";
import { channelTo } from "../support/worker-channels";

vi.mock("../../src/record/gif.worker?worker&url", () => ({ default: "" }));

const OPTIONS = { width: 2, height: 2, framesPerSecond: 25 };
const canvas = { width: 2, height: 2 } as unknown as FilmSource;
const cancelled = { code: "cancelled" };
const never = () => new Promise<never>(() => undefined);

class FakeCanvas {
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  getContext() {
    const getImageData = () => ({ data: new Uint8ClampedArray(4 * this.width * this.height) });
    return { clearRect: () => undefined, drawImage: () => undefined, getImageData };
  }
}

/** An encoder that encodes nothing until it is closed. */
class FakeEncoder extends EventTarget {
  static last: FakeEncoder;
  static isConfigSupported = async () => ({ supported: true });
  state = "unconfigured";
  encodeQueueSize = 0;
  constructor() {
    super();
    FakeEncoder.last = this;
  }
  configure() {
    this.state = "configured";
  }
  encode() {
    this.encodeQueueSize++;
  }
  flush = never;
  close() {
    this.state = "closed";
  }
}

beforeEach(() => {
  vi.stubGlobal("OffscreenCanvas", FakeCanvas);
  vi.stubGlobal("VideoEncoder", FakeEncoder);
  vi.stubGlobal(
    "VideoFrame",
    class {
      close() {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

function fakeFilm(changes: Partial<FilmWriter> = {}) {
  const cancel = vi.fn();
  const film: FilmWriter = {
    add: async () => undefined,
    finish: async () => new Blob(["film"]),
    cancel,
    ...changes,
  };
  return { film, cancel };
}

describe("recording frames", () => {
  const record = (film: FilmWriter, draw: () => Promise<FilmSource | undefined>, signal: AbortSignal) => {
    const done: number[] = [];
    const recording = recordFrames(
      async () => film,
      { total: 3, draw },
      { signal, onFrame: (n) => done.push(n) },
    );
    return { recording, done };
  };
  const { signal } = new AbortController();

  test("gives the film of all frames", async () => {
    const { film, cancel } = fakeFilm();
    const { recording, done } = record(film, async () => canvas, signal);
    expect(await (await recording).text()).toBe("film");
    expect(done).toEqual([1, 2, 3]);
    expect(cancel).not.toHaveBeenCalled();
  });

  test("a signal ends it at once, while an image is made and while one is encoded", async () => {
    for (const waits of ["draw", "add"]) {
      const stop = new AbortController();
      let reject: (error: LensError) => void = () => undefined;
      const added = new Promise<void>((_, fail) => {
        reject = fail;
      });
      const cancel = vi.fn(() => reject(new LensError("film-cancelled")));
      const { film } = fakeFilm({ cancel, ...(waits === "add" && { add: () => added }) });
      added.catch(() => undefined);
      const { recording } = record(film, waits === "draw" ? never : async () => canvas, stop.signal);
      recording.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve));
      stop.abort();
      await expect(recording).rejects.toMatchObject(cancelled);
      expect(cancel).toHaveBeenCalled();
    }
  });

  test("a change of the model and an error end it, with the film", async () => {
    const changed = fakeFilm();
    await expect(record(changed.film, async () => undefined, signal).recording).rejects.toMatchObject(
      cancelled,
    );
    expect(changed.cancel).toHaveBeenCalled();
    const disposed = fakeFilm();
    const draw = () => Promise.reject(new LensError("cancelled"));
    await expect(record(disposed.film, draw, signal).recording).rejects.toMatchObject(cancelled);
    expect(disposed.cancel).toHaveBeenCalled();
    const failed = fakeFilm({
      finish: () => Promise.reject(new LensError("film-failed", { reason: "full" })),
    });
    await expect(record(failed.film, async () => canvas, signal).recording).rejects.toMatchObject({
      code: "film-failed",
    });
    expect(failed.cancel).toHaveBeenCalled();
  });

  test("one that is cancelled before the film has opened cancels it", async () => {
    const stop = new AbortController();
    stop.abort();
    const { film, cancel } = fakeFilm();
    await expect(record(film, async () => canvas, stop.signal).recording).rejects.toMatchObject(cancelled);
    expect(cancel).toHaveBeenCalled();
  });
});

describe("WebM", () => {
  test("cancel closes the encoder, and a frame that waits for it rejects", async () => {
    const film = await openFilm("webm", OPTIONS);
    for (let frame = 0; frame < 5; frame++) await film.add(canvas);
    const waiting = film.add(canvas);
    film.cancel();
    await expect(waiting).rejects.toMatchObject({ code: "film-cancelled" });
    expect(FakeEncoder.last.state).toBe("closed");
    await expect(film.finish()).rejects.toMatchObject({ code: "film-cancelled" });
  });

  test("a frame of another size ends it", async () => {
    const film = await openFilm("webm", OPTIONS);
    const wide = { width: 4, height: 2 } as unknown as FilmSource;
    await expect(film.add(wide)).rejects.toMatchObject({ code: "film-failed" });
    expect(FakeEncoder.last.state).toBe("closed");
  });
});

describe("GIF", () => {
  const open = (frame: () => Promise<void> | void) => {
    const worker = channelTo<GifCalls>({ frame, finish: () => Uint8Array.of(71) });
    const fail = vi.fn();
    return { worker, fail, encoder: openGif(OPTIONS, fail, () => worker.channel) };
  };

  test("gives what its worker made", async () => {
    const { encoder, fail } = open(() => undefined);
    await encoder.add(canvas, 0);
    await encoder.add(canvas, 1);
    expect(new Uint8Array(await (await encoder.finish()).arrayBuffer())).toEqual(Uint8Array.of(71));
    encoder.close();
    expect(fail).not.toHaveBeenCalled();
  });

  test("close terminates the worker, and what waits for it settles", async () => {
    const { encoder, worker } = open(never);
    await encoder.add(canvas, 0);
    const waiting = encoder.add(canvas, 1);
    const finished = encoder.finish();
    finished.catch(() => undefined);
    encoder.close();
    await waiting;
    await expect(finished).rejects.toMatchObject(cancelled);
    expect(worker.isTerminated()).toBe(true);
  });

  test("the end of its worker and a frame's fault are faults of the film", async () => {
    const lost = open(never);
    await lost.encoder.add(canvas, 0);
    lost.worker.channel.lose(new LensError("worker-lost", { reason: "its worker ended" }));
    expect(lost.fail).toHaveBeenCalledWith(
      expect.objectContaining({ code: "film-failed", details: { reason: "its worker ended" } }),
    );
    lost.encoder.close();
    const failing = open(() => {
      throw new RangeError("too large");
    });
    await failing.encoder.add(canvas, 0);
    await waitFor(() => expect(failing.fail).toHaveBeenCalled());
    expect(failing.fail.mock.calls[0][0]).toMatchObject({
      code: "film-failed",
      details: { reason: "too large" },
    });
    failing.encoder.close();
  });
});
