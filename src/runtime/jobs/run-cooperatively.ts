/** Long work in slices: between them messages are handled, so that other calls are answered and a cancellation is noticed. */

/** Work between two pauses for messages, in milliseconds. */
const SLICE_MS = 40;

// Awaiting a settled promise handles no messages; on some backends a read-back is one.
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * @param work yields the share done, 0 to 1
 * @param report called with the share, where the work takes longer than one slice
 * @param stopped called after each slice
 * @returns the result; `undefined` where the work was stopped, its `finally` done
 */
export async function runCooperatively<T>(
  work: Generator<number, T> | AsyncGenerator<number, T>,
  report: (share: number) => void,
  stopped: () => boolean,
): Promise<T | undefined> {
  let sliceEnd = performance.now() + SLICE_MS;
  for (let step = await work.next(); ; step = await work.next()) {
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    report(step.value);
    await pause();
    if (stopped()) {
      await work.return(undefined as T);
      return undefined;
    }
    sliceEnd = performance.now() + SLICE_MS;
  }
}
