/**
 * Playwright's `expect`. In a test its limit is that of the configuration; in a script, which has none, it would be five seconds, which a busy
 * machine takes for loading a part of the page.
 */
import { expect as base } from "@playwright/test";

/** Milliseconds. It ends what hangs, and measures nothing. */
export const HANGS_MS = 600_000;

/** Playwright's own name of a worker of its tests. */
const isInTest = process.env.TEST_WORKER_INDEX !== undefined;

export const expect = isInTest ? base : base.configure({ timeout: HANGS_MS });
