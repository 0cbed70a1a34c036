/** Answers of a worker. A thrown class would lose its facts on the way, so errors cross as data. */
import { fromPlainError, type PlainError, toPlainError } from "../../model/errors";

/** A value, or the error that stood in its way. */
export type Outcome<T> = { readonly value: T } | { readonly error: PlainError };

/** In the worker: what some work gave. */
export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: toPlainError(error) };
  }
}

/** On the page: the value, or the error thrown. @throws LensError */
export function unwrapped<T>(answer: Outcome<T>): T {
  if ("error" in answer) throw fromPlainError(answer.error);
  return answer.value;
}
