/** A whole run: no tensor is left behind, a resumed run equals one that never stopped, an exported one draws the same image. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { memory, setBackend, type Tensor4D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CONFIG, type LearningConfig } from "../../src/learning/config";
import { exportModel } from "../../src/learning/export-model";
import { byNumbers, foldNorms } from "../../src/learning/fold";
import { Learner } from "../../src/learning/learner";
import { generate } from "../../src/learning/networks";
import { readRun, writeRun } from "../../src/learning/run-file";
import { LensError } from "../../src/model/errors";
import { readSafetensors, writeSafetensors } from "../../src/model/formats/safetensors";
import { Generator } from "../../src/network/networks/generator";
import { largestDifference } from "../support/files";

const SMALL: LearningConfig = {
  ...DEFAULT_CONFIG,
  latent: 32,
  generatorWidths: [8, 8, 8],
  discriminatorWidths: [8, 8, 8],
  batch: 2,
};

async function learned(config: LearningConfig, steps: number): Promise<Learner> {
  const learner = new Learner(config);
  for (let n = 0; n < steps; n++) await learner.advance();
  return learner;
}

describe("on WASM", () => {
  beforeAll(async () => {
    await setBackend("wasm");
  });

  test("300 steps leave no tensor behind and every figure stays finite", async () => {
    const before = memory().numTensors;
    const learner = await learned(SMALL, 2);
    const started = memory().numTensors;
    for (let step = 2; step < 300; step++) {
      const figures = await learner.advance();
      expect(figures.step).toBe(step + 1);
      expect(Number.isFinite(figures.discriminatorLoss + figures.generatorLoss)).toBe(true);
    }
    await learner.sample(3);
    const spectra = await learner.spectra();
    expect(memory().numTensors).toBe(started);
    for (const { after } of [...spectra.generator, ...spectra.discriminator]) expect(after).toBeCloseTo(1, 0);
    learner.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test("a step tells what it did", async () => {
    const learner = await learned(SMALL, 1);
    const figures = await learner.advance();
    expect(figures.realScores).toHaveLength(2);
    expect(figures.realMean).toBeCloseTo((figures.realScores[0] + figures.realScores[1]) / 2, 6);
    expect(Math.abs(figures.generatorGamma ?? 0)).toBeGreaterThan(1e-4);
    expect(figures.generatorUpdate).toBeGreaterThan(0);
    expect(Object.keys(figures.generatorSigmas)).toContain("attn.f.weight");
    expect(Object.values(figures.discriminatorSigmas).every((sigma) => sigma > 0.5)).toBe(true);
    learner.dispose();
    const without = await learned({ ...SMALL, attention: false }, 1);
    expect((await without.advance()).generatorGamma).toBeUndefined();
    without.dispose();
  });

  test("pictures can be looked at by the average or by the last weights; with an average that keeps nothing both are the same", async () => {
    const count = 2;
    const apart = async (average: number) => {
      const learner = await learned({ ...SMALL, average }, 6);
      const before = memory().numTensors;
      const [calm, last] = [await learner.look(count, "average"), await learner.look(count, "last")];
      expect(memory().numTensors).toBe(before);
      expect(last.sites.map(({ gamma }) => gamma)).not.toContain(0);
      learner.dispose();
      return largestDifference(calm.pictures, last.pictures);
    };
    expect(await apart(0)).toBeLessThan(1e-6);
    expect(await apart(0.99)).toBeGreaterThan(1e-3);
  });

  test("without spectral normalisation a weight is used as it is", async () => {
    const learner = await learned({ ...SMALL, spectralGenerator: false }, 5);
    const { generator, discriminator } = await learner.spectra();
    for (const { before, after } of generator) expect(after).toBe(before);
    expect(discriminator.some(({ before, after }) => before !== after)).toBe(true);
    learner.dispose();
  });

  test("side 32, grey lines: both networks fit", async () => {
    const widths = [8, 8, 8, 8];
    const config = { ...SMALL, pictures: "lines", size: 32, channels: 1, attentionSide: 16 } as const;
    const learner = await learned({ ...config, generatorWidths: widths, discriminatorWidths: widths }, 2);
    expect(await learner.sample(2)).toHaveLength(2 * 32 * 32);
    learner.dispose();
  });

  test.each(["local", "global"] as const)(
    "an exported run draws its picture in the lens: %s stem",
    async (stem) => {
      const learner = await learned({ ...SMALL, stem }, 3);
      const before = memory().numTensors;
      const { manifest, files } = await exportModel(learner, "my-run", "My run");
      expect(memory().numTensors).toBe(before);
      const { tensors } = readSafetensors(files.get("generator.safetensors") as Uint8Array, "generator");
      const generator = new Generator(manifest, tensors);
      const golden = readSafetensors(files.get("golden.safetensors") as Uint8Array, "golden").tensors;
      const z = golden.get("z")?.data as Float32Array;
      const { image, sites } = await generator.run({ z });
      generator.dispose();
      const weights = learner.averageWeights();
      const norms = await foldNorms(learner.config, weights);
      const wanted = tidy(() =>
        generate(learner.config, weights, tensor2d(z, [1, z.length]), { normalise: byNumbers(norms) }),
      ) as Tensor4D;
      expect(largestDifference(image, (await wanted.data()) as Float32Array)).toBeLessThan(1e-5);
      expect(sites[0].gamma).not.toBe(0);
      expect(largestDifference(sites[0].queries, golden.get("attn.q")?.data as Float32Array)).toBeLessThan(
        1e-5,
      );
      expect(largestDifference(sites[0].keys, golden.get("attn.k")?.data as Float32Array)).toBeLessThan(1e-5);
      learner.dispose();
    },
  );
});

describe("on plain JavaScript", () => {
  beforeAll(async () => {
    await setBackend("cpu");
  });

  test("a run that goes on from its file equals one that never stopped, bit for bit", async () => {
    const whole = await learned(SMALL, 4);
    const half = await learned(SMALL, 2);
    const bytes = writeRun({ config: half.config, state: await half.state() });
    half.dispose();
    const { config, state } = readRun(bytes, "run.safetensors");
    expect(config).toEqual(SMALL);
    const resumed = new Learner(config, state);
    await resumed.advance();
    await resumed.advance();
    expect(await resumed.state()).toEqual(await whole.state());
    whole.dispose();
    resumed.dispose();
  });

  test("files that hold no run are refused with a sentence's facts", async () => {
    const learner = new Learner(SMALL);
    const bytes = writeRun({ config: SMALL, state: await learner.state() });
    learner.dispose();
    const { tensors, metadata } = readSafetensors(bytes, "run");
    const code = (change: Record<string, string>, without = "") => {
      const kept = new Map([...tensors].filter(([name]) => name !== without));
      try {
        readRun(writeSafetensors(kept, { ...metadata, ...change }), "run");
      } catch (error) {
        return error instanceof LensError ? error.code : error;
      }
      return "read";
    };
    expect(code({})).toBe("read");
    expect(code({ format: "other" })).toBe("run-malformed");
    expect(code({ version: "2" })).toBe("run-malformed");
    expect(code({ run: "{" })).toBe("run-malformed");
    expect(code({ run: (metadata.run as string).replace('"size":16', '"size":17') })).toBe("run-malformed");
    expect(code({ run: (metadata.run as string).replace('"latent":32', '"latent":48') })).toBe(
      "tensor-shape",
    );
    expect(code({}, "d.out.bias")).toBe("tensor-missing");
  });
});

test("a state that is read while a step is taken is of one step in all its parts", async () => {
  await setBackend("cpu");
  const learner = await learned(SMALL, 1);
  const before = await learner.state();
  const [read] = await Promise.all([learner.state(), learner.advance()]);
  expect(read).toEqual(before);
  learner.dispose();
});
