/** Something that is made when it is first needed. */
export class FirstUse<T> {
  /** What was made; absent until then. */
  value: T | undefined;
  readonly #make: () => T | Promise<T>;
  #pending: Promise<T> | undefined;

  /** @param make may load code; where it needs nothing, its value is there in the same turn */
  constructor(make: () => T | Promise<T>) {
    this.#make = make;
  }

  /**
   * Makes it once, also for those who ask meanwhile.
   * @throws whatever `make` throws; the next call tries again
   */
  async get(): Promise<T> {
    if (this.value !== undefined) return this.value;
    if (this.#pending) return this.#pending;
    const made = this.#make();
    if (!(made instanceof Promise)) {
      this.value = made;
      return made;
    }
    this.#pending = made;
    try {
      this.value = await made;
      return this.value;
    } finally {
      this.#pending = undefined;
    }
  }
}
