/** Films of known frames, and what a browser finds in them. */
import { asLensError } from "../../src/model/errors";
import { canRecord, type FilmFormat, openFilm } from "../../src/record/film";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What came out of a film: numbers of the file and the pixels of each frame, found by a decoder of the browser. */
export interface FilmFacts {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** How long the whole film is. */
  readonly seconds: number;
  /** When each frame begins, in seconds. */
  readonly starts: readonly number[];
  /** Of a GIF: how often it is repeated after the first time. */
  readonly repetitions: number;
  /** The flat half of each frame, in its middle. */
  readonly flat: readonly Rgb[];
  /** The slope of each frame: the grey at each eighth of it. */
  readonly slopes: readonly number[][];
  /** Milliseconds of `add` for each frame. */
  readonly addMs: readonly number[];
}

/** A frame: on the left a colour, on the right a slope from black to white. */
function drawFrame(canvas: OffscreenCanvas, [r, g, b]: Rgb): void {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no 2d canvas");
  context.fillStyle = `rgb(${r} ${g} ${b})`;
  context.fillRect(0, 0, width / 2, height);
  for (let x = width / 2; x < width; x++) {
    const grey = ((x - width / 2) / (width / 2)) * 255;
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect(x, 0, 1, height);
  }
}

function lookAt(source: CanvasImageSource, width: number, height: number): { flat: Rgb; slope: number[] } {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("this browser gives no 2d canvas");
  context.drawImage(source, 0, 0, width, height);
  const at = (x: number): Rgb => {
    const [r, g, b] = context.getImageData(Math.floor(x * width), height / 2, 1, 1).data;
    return [r, g, b];
  };
  return { flat: at(0.25), slope: Array.from({ length: 8 }, (_, eighth) => at(0.5 + eighth / 16)[1]) };
}

type Seen = Omit<FilmFacts, "type" | "addMs">;

/** Plays a WebM to its end, then looks into the middle of each of its frames. */
async function watch(film: Blob, frames: number, framesPerSecond: number): Promise<Seen> {
  const video = document.createElement("video");
  const on = (name: string) =>
    new Promise((resolve, reject) => {
      video.addEventListener(name, resolve, { once: true });
      video.addEventListener("error", () => reject(video.error), { once: true });
    });
  video.muted = true;
  const loaded = on("loadeddata");
  video.src = URL.createObjectURL(film);
  await loaded;
  const { videoWidth: width, videoHeight: height, duration } = video;
  const ended = on("ended");
  await video.play();
  await ended;
  const looks: ReturnType<typeof lookAt>[] = [];
  const starts: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    // "seeked" alone comes, now and then, before the frame can be drawn.
    const shown = new Promise<VideoFrameCallbackMetadata>((resolve) =>
      video.requestVideoFrameCallback((_, metadata) => resolve(metadata)),
    );
    video.currentTime = (frame + 0.5) / framesPerSecond;
    starts.push((await shown).mediaTime);
    looks.push(lookAt(video, width, height));
  }
  URL.revokeObjectURL(video.src);
  return { width, height, seconds: duration, starts, repetitions: 0, ...gathered(looks) };
}

async function decodeGif(film: Blob): Promise<Seen> {
  const decoder = new ImageDecoder({ data: await film.arrayBuffer(), type: film.type });
  await decoder.tracks.ready;
  await decoder.completed;
  const track = decoder.tracks.selectedTrack;
  if (!track) throw new Error("the GIF has no pictures");
  let [width, height] = [0, 0];
  let seconds = 0;
  const starts: number[] = [];
  const looks: ReturnType<typeof lookAt>[] = [];
  for (let frameIndex = 0; frameIndex < track.frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    [width, height] = [image.displayWidth, image.displayHeight];
    starts.push(seconds);
    seconds += (image.duration ?? 0) / 1e6;
    looks.push(lookAt(image, width, height));
    image.close();
  }
  decoder.close();
  return { width, height, seconds, starts, repetitions: track.repetitionCount, ...gathered(looks) };
}

const gathered = (looks: readonly ReturnType<typeof lookAt>[]) => ({
  flat: looks.map(({ flat }) => flat),
  slopes: looks.map(({ slope }) => slope),
});

/** What a call throws: the name of the fault, or `undefined` where it goes well. */
async function fault(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return asLensError(error).code;
  }
}

const OPTIONS = { width: 96, height: 64, framesPerSecond: 25 };

export const films = {
  canRecord,

  /** Makes a film whose frames have the given colours, and decodes it. */
  async film(
    format: FilmFormat,
    colors: readonly Rgb[],
    options: { width: number; height: number; framesPerSecond: number } = OPTIONS,
  ): Promise<FilmFacts> {
    const canvas = new OffscreenCanvas(options.width, options.height);
    const writer = await openFilm(format, options);
    const addMs: number[] = [];
    for (const color of colors) {
      drawFrame(canvas, color);
      const start = performance.now();
      await writer.add(canvas);
      addMs.push(performance.now() - start);
    }
    const film = await writer.finish();
    const seen = await (format === "gif"
      ? decodeGif(film)
      : watch(film, colors.length, options.framesPerSecond));
    return { type: film.type, ...seen, addMs };
  },

  /** Cancels a film with more frames on their way than fit; tells the faults of these, of a later one and of `finish`. */
  async cancelFilm(format: FilmFormat): Promise<readonly (string | undefined)[]> {
    const canvas = new OffscreenCanvas(OPTIONS.width, OPTIONS.height);
    drawFrame(canvas, [200, 30, 30]);
    const writer = await openFilm(format, OPTIONS);
    await writer.add(canvas);
    const underway = Array.from({ length: 20 }, () => fault(writer.add(canvas)));
    writer.cancel();
    writer.cancel();
    return [...(await Promise.all(underway)), await fault(writer.add(canvas)), await fault(writer.finish())];
  },

  /** The faults of: odd sizes, a frame of another size, a film without frames, a second `finish`, a frame after it. */
  async filmFaults(format: FilmFormat): Promise<readonly (string | undefined)[]> {
    const canvas = new OffscreenCanvas(OPTIONS.width, OPTIONS.height);
    drawFrame(canvas, [0, 0, 0]);
    const odd = await fault(openFilm(format, { ...OPTIONS, width: 95 }));
    const strange = await fault(
      openFilm(format, OPTIONS).then((writer) => writer.add(new OffscreenCanvas(32, 32))),
    );
    const empty = await fault(openFilm(format, OPTIONS).then((writer) => writer.finish()));
    const writer = await openFilm(format, OPTIONS);
    await writer.add(canvas);
    await writer.finish();
    return [odd, strange, empty, await fault(writer.finish()), await fault(writer.add(canvas))];
  },

  /** The fault of opening a film. */
  openFilmFault: (format: FilmFormat) => fault(openFilm(format, OPTIONS)),
};
