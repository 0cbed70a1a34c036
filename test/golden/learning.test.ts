/** Five steps of learning on plain JavaScript against PyTorch's (`training/learning_golden.py`), from one start, with each ingredient on and off. */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { readWeights } from "../support/files";
import { fiveSteps, LEARNING_VARIANTS } from "../support/learning";

const golden = readWeights("test/golden/learning.safetensors");

beforeAll(async () => {
  await setBackend("cpu");
});

test.each(LEARNING_VARIANTS)("losses and weights after five steps equal PyTorch's: %s", async (variant) => {
  const before = memory().numTensors;
  const found = await fiveSteps(golden, variant);
  expect(found.moved).toBeGreaterThan(1e-3);
  for (const part of ["losses", "generator", "discriminator", "average"] as const) {
    expect(found[part], part).toBeLessThan(1e-4);
  }
  expect(memory().numTensors).toBe(before);
});
