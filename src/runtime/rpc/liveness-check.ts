/** Asking a worker whether it still answers, while calls to it are pending. */
import { afterActiveTime } from "./active-time";

/** Between an answer and the next question, in milliseconds. */
const PAUSE_MS = 5000;

/**
 * Asks again and again, and calls `onSilence` once when no answer has come for `limit` milliseconds of active time.
 * @param ask settles when the worker answers
 * @returns a function that stops it
 */
export function livenessCheck(ask: () => Promise<unknown>, limit: number, onSilence: () => void): () => void {
  let ended = false;
  let stop = afterActiveTime(PAUSE_MS, check);
  async function check(): Promise<void> {
    stop = afterActiveTime(limit, () => {
      ended = true;
      onSilence();
    });
    await ask();
    stop();
    if (!ended) stop = afterActiveTime(PAUSE_MS, check);
  }
  return () => {
    ended = true;
    stop();
  };
}
