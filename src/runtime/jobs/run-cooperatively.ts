/** Long work in a worker, in slices: messages come in between them, so that others are answered and a cancel is heard. */

/** Work between two looks at the messages that came in. */
const SLICE_MS = 40;

// A promise that is fulfilled already lets no message in; on some backends a read-back is one.
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * @param work yields the share done, 0 to 1
 * @param report told the share, where the work takes longer than an instant
 * @param stopped asked after each slice
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
