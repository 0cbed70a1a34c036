/** Asking a worker whether it still answers, while something waits for it. */
import { afterActiveTime } from "./active-time";

/** Between an answer and the next question, in milliseconds. */
const PAUSE_MS = 5000;

/**
 * Asks again and again, and tells once when no answer has come for `limit` milliseconds in which the page was awake.
 * @param ask fulfilled when the worker answers
 * @returns what ends it
 */
export function livenessCheck(ask: () => Promise<unknown>, limit: number, tell: () => void): () => void {
  let ended = false;
  let stop = afterActiveTime(PAUSE_MS, beat);
  async function beat(): Promise<void> {
    stop = afterActiveTime(limit, () => {
      ended = true;
      tell();
    });
    await ask();
    stop();
    if (!ended) stop = afterActiveTime(PAUSE_MS, beat);
  }
  return () => {
    ended = true;
    stop();
  };
}
