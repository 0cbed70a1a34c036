/**
 * What a run gives the kernels. WebGPU's `tile` reads a tensor of five axes back in the middle of a step, through canvases: slow, and the
 * end of the GPU process where WebGPU is emulated in software.
 */
import "@tensorflow/tfjs-backend-cpu";
import { profile, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/learning/config";
import { Learner } from "../../src/learning/learner";

const SMALL = {
  ...DEFAULT_CONFIG,
  generatorWidths: [8, 8, 8],
  discriminatorWidths: [8, 8, 8],
  latent: 16,
  batch: 2,
  diversity: 0.1,
};

beforeAll(async () => {
  await setBackend("cpu");
});

test("no kernel of a run gets a tensor of more than four axes", async () => {
  const learner = new Learner(SMALL);
  try {
    const parts: Record<string, () => Promise<unknown>> = {
      step: () => learner.advance(),
      sample: () => learner.sample(2),
      look: () => learner.look(2),
      spectra: () => learner.spectra(),
    };
    for (const [part, run] of Object.entries(parts)) {
      // `profile` waits for a promise; its type knows functions that give a tensor only.
      const { kernels } = await profile(run as unknown as Parameters<typeof profile>[0]);
      expect(kernels.length, part).toBeGreaterThan(10);
      const axes = kernels.flatMap(({ inputShapes, outputShapes }) =>
        [...inputShapes, ...outputShapes].map((shape) => shape?.length ?? 0),
      );
      expect(Math.max(...axes), part).toBeLessThanOrEqual(4);
    }
  } finally {
    learner.dispose();
  }
});
