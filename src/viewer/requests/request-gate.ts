/** Decides whether an answer is still wanted. The viewer decides it nowhere else. */

interface Line {
  /** Number of the newest request. */
  requested: number;
  /** Number of the newest request that was answered. */
  answered: number;
  /** What the newest request is for; absent where it failed. */
  key?: unknown;
}

/**
 * A gate for the answers of one engine, or of another source of answers. Requests of one line replace each other; `close` drops
 * whatever is still pending, for instance because the engine was replaced.
 */
export class RequestGate {
  #period = {};
  readonly #lines = new Map<string, Line>();

  /** Drops the answers of all pending requests. */
  close(): void {
    this.#period = {};
    this.#lines.clear();
  }

  /** A function that tells whether `close` was not called since. */
  period(): () => boolean {
    const mine = this.#period;
    return () => mine === this.#period;
  }

  /** What the newest request of a line is for: it was answered or is pending. `undefined` where there is none or it failed. */
  newestKey(name: string): unknown {
    return this.#lines.get(name)?.key;
  }

  /** Forgets what the newest request of a line was for, so that it is requested again. */
  forget(name: string): void {
    const line = this.#lines.get(name);
    if (line) delete line.key;
  }

  /**
   * A request that a newer one of the same line replaces. The answer of an older one is taken as long as no newer one was
   * answered: a slider that moves shows images on its way.
   * @returns the answer; `undefined` where a newer request was answered first, or `close` was called
   * @throws what `work` throws, if the request is the newest one of its line
   */
  async newest<T>(name: string, key: unknown, work: () => Promise<T | undefined>): Promise<T | undefined> {
    const isOpen = this.period();
    const line = this.#lines.get(name) ?? { requested: 0, answered: 0 };
    this.#lines.set(name, line);
    const number = ++line.requested;
    line.key = key;
    try {
      const answer = await work();
      if (answer === undefined || !isOpen() || number < line.answered) return undefined;
      line.answered = number;
      return answer;
    } catch (thrown) {
      if (!isOpen() || number < line.requested) return undefined;
      delete line.key;
      throw thrown;
    }
  }

  /**
   * A request that is answered whatever else is requested.
   * @returns the answer; `undefined` where `close` was called meanwhile
   * @throws what `work` throws, unless `close` was called
   */
  async each<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    const isOpen = this.period();
    try {
      const answer = await work();
      return isOpen() ? answer : undefined;
    } catch (thrown) {
      if (!isOpen()) return undefined;
      throw thrown;
    }
  }
}
