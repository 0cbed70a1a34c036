/** Which of the browser's video encoders can make a WebM. */
import type { FilmOptions } from "./types";

/** A codec of WebM under the names that WebCodecs and Matroska give it. */
interface Codec {
  readonly name: string;
  readonly matroska: string;
}

/** The best first. */
const CODECS: readonly Codec[] = [
  { name: "vp09.00.10.08", matroska: "V_VP9" },
  { name: "vp8", matroska: "V_VP8" },
];

/** Enough for edges between enlarged cells to stay sharp; a film with little motion takes less. */
const BITS_PER_PIXEL = 0.25;

/** An encoder's configuration that this browser supports. */
export interface WebmConfig {
  readonly encoder: VideoEncoderConfig;
  /** Matroska's name of the codec. */
  readonly matroska: string;
}

/** WebKitGTK (2.50.6): the process of a page ends as soon as the page asks for a video encoder. Nothing but its name tells it. */
function endsWhenAsked(): boolean {
  // Node, where tests run, may have no navigator.
  const userAgent = globalThis.navigator?.userAgent ?? "";
  return /\(X11;.*AppleWebKit/.test(userAgent) && !/Chrom/.test(userAgent);
}

/** The best configuration for a WebM of this size and rate; `undefined` where the browser has none. */
export async function chooseWebm({
  width,
  height,
  framesPerSecond,
}: FilmOptions): Promise<WebmConfig | undefined> {
  if (typeof VideoEncoder === "undefined" || endsWhenAsked()) return undefined;
  for (const { name, matroska } of CODECS) {
    const encoder: VideoEncoderConfig = {
      codec: name,
      width,
      height,
      framerate: framesPerSecond,
      bitrate: Math.round(width * height * framesPerSecond * BITS_PER_PIXEL),
      // An encoder set to low latency may drop frames.
      latencyMode: "quality",
    };
    try {
      const { supported } = await VideoEncoder.isConfigSupported(encoder);
      if (supported) return { encoder, matroska };
    } catch {
      // A browser that does not know the codec's name may throw; the next one is tried.
    }
  }
  return undefined;
}
