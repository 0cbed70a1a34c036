/** Inflating with what browsers and Node bring, so that no more is held than was asked for. */

import { LensError } from "../../model/errors";
import type { ByteSource } from "../checkpoint";
import { malformed, messageOf } from "./reading";

/** Deflated data grows to no more than this many times its size. */
const MOST_GROWTH = 1032;
const SMALLEST = 256;
const LARGEST = 1 << 16;

/**
 * Inflates the first `wanted` bytes of deflated data.
 * @param format `gzip` with its header and its end, else the bare data
 * @param size what all of it claims to inflate to; `wanted` is at most as much
 * @throws LensError `checkpoint-malformed` where it is damaged, or inflates to another size than it claims
 */
export async function inflate(
  packed: ByteSource,
  size: number,
  wanted: number,
  part: string,
  format: CompressionFormat = "deflate-raw",
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new Uint8Array(wanted);
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let filled = 0;
  let ended = false;
  let failure: unknown;

  /** A stream gives out all of what it was given before it is asked: so it is given no more than could still be wanted. */
  const feed = async () => {
    for (let at = 0; at < packed.size && !ended; ) {
      const block = await packed.read(at, Math.min(packed.size, at + LARGEST));
      for (let start = 0; start < block.length && !ended; ) {
        const step = Math.min(LARGEST, Math.max(SMALLEST, Math.floor((wanted - filled) / MOST_GROWTH)));
        await writer.ready;
        await writer.write(block.subarray(start, start + step) as Uint8Array<ArrayBuffer>);
        start += step;
      }
      at += block.length;
    }
    if (!ended) await writer.close();
  };
  const feeding = feed().catch((thrown) => {
    failure ??= thrown;
    return writer.abort(thrown).catch(() => undefined);
  });
  try {
    while (filled < wanted || wanted === size) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > size)
        throw malformed(packed.name, `${part} inflates to more than it claims`);
      target.set(value.subarray(0, wanted - filled), filled);
      filled = Math.min(wanted, filled + value.length);
    }
  } catch (thrown) {
    failure = failure instanceof LensError ? failure : thrown;
  } finally {
    ended = true;
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
  if (filled === wanted && !(failure instanceof LensError)) return target;
  if (failure instanceof LensError) throw failure;
  throw malformed(
    packed.name,
    failure === undefined
      ? `${part} inflates to ${filled} bytes where ${wanted} are needed`
      : `${part} cannot be inflated (${messageOf(failure)})`,
  );
}
