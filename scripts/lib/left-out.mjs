/** Modules that a build leaves out: an empty module stands in for each. */
import { inProject } from "./run.mjs";

const NOTHING = inProject("scripts/lib/nothing.mjs");

/**
 * Builds for browsers leave out Node's threads, which `unzipit` names for the case that it runs in Node and is told to use workers; it is
 * not. Without this Vite warns of every build.
 */
export const NO_THREADS = { "node:worker_threads": NOTHING };

/** The build for Node leaves out the backends that the engine there refuses to start, so that no package of theirs is installed. */
export const NO_GPU_BACKENDS = {
  "@tensorflow/tfjs-backend-webgl": NOTHING,
  "@tensorflow/tfjs-backend-webgpu": NOTHING,
};
