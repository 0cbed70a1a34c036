/** The stack of a pickle and its marks, both bounded. Nothing below the last mark can be taken. */
import { PickleFault, type PickleValue } from "./values";

/** Python's own writer puts a thousand entries at once on the stack. */
const MAX_STACK = 1 << 16;
const MAX_MARKS = 1 << 10;

/** All methods throw `PickleFault` where the stack does not have what they take, or grows beyond its bound. */
export class PickleStack {
  readonly #values: PickleValue[] = [];
  /** Heights of the stack at its marks. */
  readonly #marks: number[] = [];

  get isEmpty(): boolean {
    return this.#values.length === 0 && this.#marks.length === 0;
  }

  /** The value on top, whether or not a mark lies above it. */
  get last(): PickleValue | undefined {
    return this.#values.at(-1);
  }

  push(value: PickleValue): void {
    if (this.#values.length >= MAX_STACK) throw new PickleFault(`its stack grows beyond ${MAX_STACK} values`);
    this.#values.push(value);
  }

  /** Height of the last mark: nothing below it can be taken. */
  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  pop(): PickleValue {
    const value = this.top();
    this.#values.pop();
    return value;
  }

  /** The upper `count` values, lowest first. */
  popMany(count: number): PickleValue[] {
    if (this.#values.length - count < this.#floor()) throw new PickleFault("it takes from an empty stack");
    return this.#values.splice(this.#values.length - count, count);
  }

  top(): PickleValue {
    if (this.#values.length <= this.#floor()) throw new PickleFault("it takes from an empty stack");
    return this.#values[this.#values.length - 1];
  }

  /** Takes away the last mark and what lies above it. */
  sinceMark(): PickleValue[] {
    const height = this.#marks.pop();
    if (height === undefined) throw new PickleFault("it misses a mark");
    return this.#values.splice(height);
  }

  mark(): void {
    if (this.#marks.length >= MAX_MARKS) throw new PickleFault(`more than ${MAX_MARKS} marks are open`);
    this.#marks.push(this.#values.length);
  }

  /** Takes away the value on top, or the last mark where nothing lies above it, as Python does. */
  popValueOrMark(): void {
    if (this.#marks.at(-1) === this.#values.length) this.#marks.pop();
    else this.pop();
  }
}
