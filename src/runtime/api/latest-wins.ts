/**
 * Keeps one job running and only the newest one waiting: while a slider moves, images that nobody will see are never made.
 * Gives the result, or `undefined` where a newer request took this one's place before it began.
 */
export type LatestWins<In, Out> = (input: In) => Promise<Out | undefined>;

export function latestWins<In, Out>(job: (input: In) => Promise<Out>): LatestWins<In, Out> {
  type Waiting = { input: In; resolve(out: Out | undefined): void; reject(error: unknown): void };
  let running = false;
  let waiting: Waiting | undefined;

  async function drain(): Promise<void> {
    running = true;
    while (waiting) {
      const { input, resolve, reject } = waiting;
      waiting = undefined;
      try {
        resolve(await job(input));
      } catch (error) {
        reject(error);
      }
    }
    running = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting?.resolve(undefined);
      waiting = { input, resolve, reject };
      if (!running) void drain();
    });
}
