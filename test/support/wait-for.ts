/** Waiting for a condition in a test without a browser. */
import { vi } from "vitest";

/** Far above what any condition takes on a busy machine: only one that never comes ends a test. */
const LIMIT_MS = 30_000;

/** Waits until a check no longer throws. @returns what it gives */
export const waitFor = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: LIMIT_MS });
