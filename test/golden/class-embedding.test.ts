/**
 * Of more classes than their shared embedding has entries the embedding is kept, and each layer makes its numbers of the class that is asked
 * for: the images are those of tables written out for every class, and of the code base.
 */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { attentionRow } from "../../src/attention/row";
import { finishImport } from "../../src/importing/finish";
import type { Imported, ImportOptions } from "../../src/importing/imported";
import { recognise } from "../../src/importing/recognise";
import { compressHalf, expandHalf } from "../../src/model/formats/half";
import { readSafetensors } from "../../src/model/formats/safetensors";
import { withBatchStatistics } from "../../src/network/networks/batch-statistics";
import { Generator } from "../../src/network/networks/generator";
import { largestDifference, projectPath } from "../support/files";
import { checkpointOf, dict, made, openPeer, tensorsIn } from "../support/made-checkpoints";
import {
  betaError,
  classOf,
  type Golden,
  goldenOf,
  imageError,
  latentOf,
  queriesOf,
  truncationsOf,
} from "../support/peers";

const IMAGE_BOUND = 1e-4;
const BETA_BOUND = 1e-5;
/** Single precision adds in another order. */
const SAME = 6e-5;
const CLASSES = 12;

beforeAll(async () => {
  await setBackend("cpu");
});

const PEERS = [
  { file: "ajbrock/G_shared_hier.pth", embedding: "shared.weight", site: "blocks.1.1", axis: 0 },
  {
    file: "biggan-deep/pytorch_model.bin",
    embedding: "embeddings.weight",
    site: "generator.layers.4",
    axis: 1,
  },
] as const;

describe.each(PEERS)("$file", ({ file, embedding, site, axis }) => {
  /** The peer with more classes than its embedding has entries; its own come first. */
  async function imported(options: ImportOptions = {}): Promise<Imported> {
    const plain = tensorsIn(await openPeer(file));
    const widened = await Promise.all(
      plain.map(async ([name, tensor]) => {
        if (name !== embedding) return [name, tensor] as const;
        const [rows, columns] = tensor.shape;
        const own = await tensor.read();
        const shape = axis === 0 ? [CLASSES, columns] : [rows, CLASSES];
        const numberAt = (at: number) => {
          const [row, column] = [Math.floor(at / shape[1]), at % shape[1]];
          return row < rows && column < columns ? own[row * columns + column] : Math.sin(at);
        };
        return [name, made(shape, numberAt)] as const;
      }),
    );
    return recognise(checkpointOf(dict(widened)), options);
  }

  const folderOf = ({ manifest }: Pick<Imported, "manifest">) =>
    goldenOf(projectPath(`test/peers/${file.split("/")[0]}`), manifest) as Golden;

  async function generatorOf(from: Pick<Imported, "manifest" | "tensors">): Promise<Generator> {
    const { manifest, files } = await finishImport(from, "kept");
    const path = manifest.generator.weights.path;
    return new Generator(manifest, readSafetensors(files.get(path) as Uint8Array, path).tensors);
  }

  const oneHot = (count: number, label: number) =>
    Float32Array.from({ length: count }, (_, at) => (at === label ? 1 : 0));

  test("the images and maps are the code base's", async () => {
    const kept = await imported();
    const name = embedding.replace(".weight", "");
    expect(JSON.stringify(kept.manifest.generator.layers)).toContain(`"embedding":"${name}"`);
    expect(kept.tensors.get(name)?.shape[0]).toBe(CLASSES);
    // Nothing else grows with the classes.
    const others = [...kept.tensors].filter(([each, { shape }]) => each !== name && shape[0] === CLASSES);
    expect(others).toEqual([]);
    const golden = folderOf(kept);
    const generator = await generatorOf(kept);
    for (let latent = 0; latent < golden.latents; latent++) {
      const z = latentOf(golden, latent);
      const classWeights = oneHot(CLASSES, classOf(golden, latent) as number);
      const { image, sites } = await generator.run({ z, classWeights });
      expect(imageError(golden, latent, image)).toBeLessThan(IMAGE_BOUND);
      const rows = queriesOf(golden, site).map((query) => attentionRow(sites[0], query as never));
      expect(betaError(golden, latent, site, rows)).toBeLessThan(BETA_BOUND);
      for (const { truncation, ...other } of truncationsOf(golden)) {
        const at = await generator.run({ z, classWeights, truncation });
        expect(other.imageError(latent, at.image)).toBeLessThan(IMAGE_BOUND);
      }
    }
    const wrong = generator.run({ z: latentOf(golden, 0), classWeights: oneHot(3, 0) });
    await expect(wrong).rejects.toThrow(RangeError);
    generator.dispose();
  });

  test("in half precision the embedding and its matrices take half as much, too", async () => {
    const kept = await imported({ truncation: 1 });
    const { manifest, files } = await finishImport(kept, "half", { half: true });
    const bytes = files.get(manifest.generator.weights.path) as Uint8Array;
    const { tensors } = readSafetensors(bytes, "half");
    const layer = kept.manifest.generator.layers.find((each) => each.type === "residual");
    const norm = layer?.main.find((each) => each.type === "norm")?.name;
    const names = [embedding.replace(".weight", ""), `${norm}.scaleClass`, `${norm}.shiftClass`];
    for (const name of names) {
      const [found, whole] = [tensors, kept.tensors].map((from) => from.get(name)?.data as Float32Array);
      expect(found, name).not.toEqual(whole);
      expect(found, name).toEqual(expandHalf(compressHalf(whole)));
    }
    const golden = folderOf(kept);
    const generator = new Generator(manifest, tensors);
    const request = { z: latentOf(golden, 0), classWeights: oneHot(CLASSES, classOf(golden, 0) as number) };
    const error = imageError(golden, 0, (await generator.run(request)).image);
    expect(error).toBeGreaterThan(IMAGE_BOUND);
    expect(error).toBeLessThan(0.05);
    generator.dispose();
  });

  test("mixtures of classes, classes of single layers and the statistics of a batch are those of written-out tables", async () => {
    const labels = [2, 0, 11];
    const [kept, written] = [await imported(), await imported({ classes: labels })];
    expect(JSON.stringify(written.manifest)).not.toContain("embedding");
    const golden = folderOf(kept);
    const z = Float32Array.from([0, 1].flatMap((latent) => [...latentOf(golden, latent)]));
    const own = Float32Array.of(0.2, 0.5, 0.3);
    const spread = (weights: Float32Array) => {
      const all = new Float32Array(CLASSES);
      labels.forEach((label, at) => {
        all[label] = weights[at];
      });
      return all;
    };
    const before = memory().numTensors;
    const batches = await Promise.all([
      withBatchStatistics(kept.manifest, kept.tensors, kept.norms, { z, labels: [11, 2] }),
      withBatchStatistics(written.manifest, written.tensors, written.norms, { z, labels: [2, 0] }),
    ]);
    expect(memory().numTensors).toBe(before);
    const pairs = [
      [kept, written],
      [
        { ...kept, tensors: batches[0] },
        { ...written, tensors: batches[1] },
      ],
    ];
    for (const [one, other] of pairs) {
      const [a, b] = [await generatorOf(one), await generatorOf(other)];
      const layer = 1;
      const requests = [{}, { layerClasses: { [layer]: Float32Array.of(0, 0, 1) } }];
      const images: Float32Array[] = [];
      for (const { layerClasses } of requests) {
        const request = { z: z.subarray(0, golden.latentSize) };
        const crossed = layerClasses && { layerClasses: { [layer]: spread(layerClasses[layer]) } };
        const { image } = await a.run({ ...request, classWeights: spread(own), ...crossed });
        const same = await b.run({ ...request, classWeights: own, ...(layerClasses && { layerClasses }) });
        expect(largestDifference(image, same.image)).toBeLessThan(SAME);
        images.push(image);
      }
      expect(largestDifference(images[0], images[1])).toBeGreaterThan(0.01);
      for (const generator of [a, b]) generator.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });
});
