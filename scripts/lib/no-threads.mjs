/**
 * Builds for browsers leave out Node's threads, which `unzipit` names in case it runs in Node with workers; it is
 * not. Without this Vite warns of every build.
 */
import { inProject } from "./run.mjs";

export const NO_THREADS = { "node:worker_threads": inProject("scripts/lib/nothing.mjs") };
