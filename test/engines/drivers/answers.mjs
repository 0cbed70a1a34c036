/** Commands to a browser's driver, each with a limit: one that is never answered is named, and ends what waits for it. */

/** Milliseconds. Far above what any command takes on a busy machine; it ends what hangs and measures nothing. */
const LIMIT = 120_000;

/** What the message of a missing answer says. A test that ended so is run again: vitest.config.ts. */
export const NO_ANSWER = /gave no answer/;

/** The answers of one browser. After one that did not come nothing more is asked: a driver works through its commands in order. */
export class Answers {
  #browser;
  #limit;
  /** @type {Error | undefined} */
  #missing;

  /** @param {string} browser its name @param {number} [limit] milliseconds */
  constructor(browser, limit = LIMIT) {
    this.#browser = browser;
    this.#limit = limit;
  }

  /** Of the first command that was not answered. */
  get missing() {
    return this.#missing;
  }

  /**
   * The answer to a command. It throws when the answer does not come, or an earlier one did not.
   * @template T
   * @param {string} what follows "WebKit gave no answer"
   * @param {() => PromiseLike<T>} ask
   * @returns {Promise<T>}
   */
  async within(what, ask) {
    if (this.#missing) throw this.#missing;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    /** @type {Promise<never>} */
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => {
        const seconds = this.#limit / 1000;
        this.#missing = new Error(`${this.#browser} gave no answer ${what.slice(0, 200)} in ${seconds} s.`);
        reject(this.#missing);
      }, this.#limit);
    });
    try {
      return await Promise.race([ask(), limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}
