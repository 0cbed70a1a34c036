/**
 * Every peer is recognised as what it is, accounted for tensor by tensor, and gives the images and maps of its own code base, on the
 * network that the lens runs.
 */
import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { attentionRow } from "../../src/attention/row";
import { finishImport } from "../../src/importing/finish";
import { flatten } from "../../src/importing/flatten";
import type { UnusedTensor } from "../../src/importing/imported";
import type { Manifest } from "../../src/model/formats/manifest";
import { readSafetensors } from "../../src/model/formats/safetensors";
import { withBatchStatistics } from "../../src/network/networks/batch-statistics";
import { Generator } from "../../src/network/networks/generator";
import { projectPath } from "../support/files";
import { openPeer } from "../support/made-checkpoints";
import {
  betaError,
  classOf,
  type Golden,
  goldenOf,
  hasBatchPictures,
  imageError,
  importPeer,
  latentOf,
  meantToBeRefused,
  type PeerFile,
  peersIn,
  queriesOf,
  truncationsOf,
} from "../support/peers";

/** A tenth of what the issue allows: a wrong rule costs far more, another machine's rounding far less. */
const IMAGE_BOUND = 1e-4;
const BETA_BOUND = 1e-5;

type Reasons = Partial<Record<UnusedTensor["reason"], number>>;

interface Expected {
  readonly family: string;
  /** Dictionaries and prefixes. */
  readonly wrappers?: readonly string[];
  readonly sites: readonly string[];
  readonly classes?: number;
  readonly unused?: Reasons;
  readonly assumed: readonly string[];
}

/** What each file is to be read as. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  "ajbrock/G.pth": {
    family: "ajbrock",
    sites: ["blocks.2.1"],
    classes: 5,
    unused: { bookkeeping: 18 },
    assumed: ["power-step", "epsilon"],
  },
  "ajbrock/G_shared_hier.pth": {
    family: "ajbrock",
    sites: ["blocks.1.1"],
    classes: 5,
    unused: { bookkeeping: 27 },
    assumed: ["power-step", "epsilon"],
  },
  "biggan-deep/pytorch_model.bin": {
    family: "biggan-deep",
    sites: ["generator.layers.4"],
    classes: 3,
    assumed: ["epsilon", "truncation", "second-blocks"],
  },
  "brain-research/model.ckpt-1000000.npz": {
    family: "brain-research",
    wrappers: ["model"],
    sites: ["g_non_local"],
    classes: 3,
    unused: { discriminator: 5, optimizer: 4, bookkeeping: 1 },
    assumed: ["power-step", "epsilon"],
  },
  "dwro0121/100_G.pth": {
    family: "dwro0121",
    sites: ["attention"],
    unused: { bookkeeping: 8 },
    assumed: ["power-step", "epsilon"],
  },
  "gagank1/129780_G.pth": {
    family: "gagank1",
    wrappers: ["module"],
    sites: ["output.9", "output.13"],
    unused: { copy: 16, bookkeeping: 8 },
    assumed: ["power-step", "epsilon", "batch-statistics"],
  },
  ...Object.fromEntries(
    ["1000_G.legacy.pth", "1000_G.pth", "1000_G.safetensors"].map((file) => [
      `heykeetae/${file}`,
      {
        family: "heykeetae",
        sites: ["attn1", "attn2"],
        unused: { bookkeeping: 8 },
        assumed: ["power-step", "epsilon", "place", "batch-statistics"],
      },
    ]),
  ),
  "kalinaxl/epoch_31_1612345678.9.tar": {
    family: "heykeetae",
    wrappers: ["gen_model"],
    sites: ["attn1", "attn2"],
    unused: { bookkeeping: 4, discriminator: 22, optimizer: 4 },
    assumed: ["epsilon", "place", "batch-statistics"],
  },
  "mimicry/netG_20_steps.pth": {
    family: "mimicry",
    wrappers: ["model_state_dict"],
    sites: ["attn_block"],
    classes: 4,
    unused: { bookkeeping: 7, optimizer: 4 },
    assumed: ["epsilon", "place"],
  },
  "mimicry-unconditional/netG_20_steps.pth": {
    family: "mimicry",
    wrappers: ["model_state_dict"],
    sites: ["attn_block"],
    unused: { bookkeeping: 7, optimizer: 4 },
    assumed: ["epsilon", "place"],
  },
  "mmgen-ajbrock/iter_100000.pth": {
    family: "mmgen",
    wrappers: ["state_dict", "generator"],
    sites: ["conv_blocks.2"],
    classes: 4,
    unused: { bookkeeping: 32, discriminator: 10, optimizer: 4 },
    assumed: ["power-step", "epsilon", "gain-form"],
  },
  "mmgen-torch/iter_100000.pth": {
    family: "mmgen",
    wrappers: ["state_dict", "generator"],
    sites: ["conv_blocks.2"],
    classes: 4,
    unused: { bookkeeping: 7, discriminator: 10, optimizer: 4 },
    assumed: ["epsilon", "gain-form"],
  },
  "nnabla/params_449999.h5": {
    family: "nnabla",
    wrappers: ["generator"],
    sites: ["attn"],
    classes: 3,
    assumed: ["power-step", "epsilon"],
  },
  "nnabla/params_449999.npz": {
    family: "nnabla",
    wrappers: ["generator"],
    sites: ["attn"],
    classes: 3,
    assumed: ["power-step", "epsilon"],
  },
  "ogawa/G_update.pth": {
    family: "ogawa",
    sites: ["self_attntion1", "self_attntion2"],
    unused: { bookkeeping: 4 },
    assumed: ["epsilon", "place"],
  },
  "parametrized/parametrized-deconv.pth": {
    family: "heykeetae",
    sites: ["attn1", "attn2"],
    unused: { bookkeeping: 4 },
    assumed: ["epsilon", "place", "batch-statistics"],
  },
  "parametrized/parametrized-residual.pth": {
    family: "mimicry",
    sites: ["attn_block"],
    classes: 4,
    unused: { bookkeeping: 7 },
    assumed: ["epsilon", "place"],
  },
  "rosinality-dcgan/generator_0010000.pt": {
    family: "rosinality-dcgan",
    sites: ["conv.2.attention"],
    classes: 3,
    unused: { copy: 10, bookkeeping: 5 },
    assumed: ["power-step", "epsilon", "stale-weight"],
  },
  "rosinality-resnet/generator_0010000.pt": {
    family: "rosinality-resnet",
    sites: ["conv.3"],
    classes: 3,
    unused: { copy: 20, bookkeeping: 11 },
    assumed: ["power-step", "epsilon", "stale-weight"],
  },
  "studiogan/model=G-current-weights-step=2000.pth": {
    family: "studiogan",
    wrappers: ["state_dict"],
    sites: ["blocks.2.0"],
    classes: 4,
    unused: { bookkeeping: 7, optimizer: 4 },
    assumed: ["epsilon"],
  },
  "studiogan-old/model=G-current-weights-step=2000.pth": {
    family: "studiogan",
    wrappers: ["state_dict"],
    sites: ["blocks.2.0"],
    classes: 4,
    unused: { bookkeeping: 7, optimizer: 4 },
    assumed: ["epsilon"],
  },
  ...Object.fromEntries(
    [
      ["taki0112/SAGAN.model-100002.npz", { discriminator: 6, optimizer: 1 }],
      ["taki0112/tfjs/model.json", {}],
    ].map(([file, unused]) => [
      file,
      {
        family: "taki0112",
        wrappers: ["generator"],
        sites: ["self_attention"],
        unused,
        assumed: ["power-step", "epsilon", "latent-uniform"],
      },
    ]),
  ),
  "torchgan/generator.pth": {
    family: "torchgan",
    sites: ["model.9", "model.12"],
    unused: { bookkeeping: 9 },
    assumed: ["power-step", "epsilon", "leaky-slope"],
  },
  "voletiv/ckpt_0004000.pth": {
    family: "voletiv",
    wrappers: ["G_state_dict"],
    sites: ["self_attn"],
    classes: 3,
    unused: { bookkeeping: 11, optimizer: 4, discriminator: 11 },
    assumed: ["epsilon"],
  },
};

const REFUSED: Readonly<Record<string, string>> = {
  "christiancosgrove/gen_10.refused.pth": "import-no-attention",
  "dwro0121/100_G.CCA.refused.pth": "import-other-attention",
  "dwro0121/100_G.YLA.refused.pth": "import-other-attention",
  // Its object of an unknown class no longer stands in the way; the two tensors beside it are no generator.
  "torchgan/gan0.refused.model": "import-unknown",
  "voletiv/sagan_model_ckpt_0004000.refused.pth": "checkpoint-global",
};

const peers = peersIn(projectPath("test/peers"));
const nameOf = ({ peer, file }: PeerFile) => `${peer}/${file}`;

beforeAll(async () => {
  await setBackend("cpu");
});

test("every file has something expected of it", () => {
  const expected = [...Object.keys(EXPECTED), ...Object.keys(REFUSED)].sort();
  expect(peers.map(nameOf).sort()).toEqual(expected);
});

describe.each(peers.filter((peer) => !meantToBeRefused(peer)).map((peer) => [nameOf(peer), peer] as const))(
  "%s",
  (name, peer) => {
    const { family, wrappers = [], sites, classes, unused = {}, assumed } = EXPECTED[name];

    test("is recognised, and every tensor of it accounted for", async () => {
      const { manifest, report } = await importPeer(peer);
      const golden = goldenOf(peer.folder, manifest) as Golden;
      expect(report.family).toBe(family);
      expect(report.wrappers).toEqual(wrappers);
      expect(report.sites.map((site) => site.name)).toEqual(sites);
      expect(manifest.classes?.length).toBe(classes);
      expect(report.assumed.map(({ code }) => code)).toEqual(assumed);
      expect(golden.latentSize).toBe(manifest.latent.size);
      const counts: Reasons = {};
      for (const { reason } of report.unused) counts[reason] = (counts[reason] ?? 0) + 1;
      expect(counts).toEqual(unused);
      if (peer.paths.length > 1) return;
      const all = flatten(await openPeer(name)).map((tensor) => tensor.name);
      const told = [...report.used, ...report.unused].map((tensor) => tensor.name);
      expect([...told].sort()).toEqual([...all].sort());
    });

    test("gives its code base's images and maps", async () => {
      const imported = await importPeer(peer);
      const { manifest, files } = await finishImport(imported, "peer");
      const golden = goldenOf(peer.folder, manifest) as Golden;
      const weights = readSafetensors(
        files.get("generator.safetensors") as Uint8Array,
        "generator.safetensors",
      );
      const generator = new Generator(manifest, weights.tensors);
      for (let latent = 0; latent < golden.latents; latent++) {
        const made = await generator.run(requestOf(golden, latent, classes));
        expect(imageError(golden, latent, made.image)).toBeLessThan(IMAGE_BOUND);
        expect(made.sites.map((site) => site.name)).toEqual(sites.map((site) => `g.${site}`));
        for (const site of made.sites) {
          const own = site.name.replace(/^g\./, "");
          const rows = queriesOf(golden, own).map((query) => attentionRow(site, query as never));
          expect(rows.length).toBeGreaterThan(0);
          expect(betaError(golden, latent, own, rows)).toBeLessThan(BETA_BOUND);
        }
      }
      generator.dispose();
    });

    if (family === "biggan-deep") {
      test("gives its code base's images and maps of other truncations, by their own statistics", async () => {
        const imported = await importPeer(peer);
        const golden = goldenOf(peer.folder, imported.manifest) as Golden;
        const wanted = truncationsOf(golden);
        expect(wanted.map(({ truncation }) => truncation)).toEqual([0.8, 0.73, 0.7]);
        const { manifest, files } = await finishImport(imported, "peer");
        const generator = generatorOf(manifest, files);
        for (const { truncation, ...of } of wanted) {
          // The same import, with the statistics of that truncation alone.
          const fixed = await finishImport(await importPeer(peer, { truncation }), "fixed");
          const one = generatorOf(fixed.manifest, fixed.files);
          for (let latent = 0; latent < golden.latents; latent++) {
            const request = requestOf(golden, latent, classes);
            const made = await generator.run({ ...request, truncation });
            expect(of.imageError(latent, made.image)).toBeLessThan(IMAGE_BOUND);
            expect(of.imageError(latent, (await one.run(request)).image)).toBeLessThan(IMAGE_BOUND);
            const rows = queriesOf(golden, sites[0]).map((query) =>
              attentionRow(made.sites[0], query as never),
            );
            expect(of.betaError(latent, sites[0], rows)).toBeLessThan(BETA_BOUND);
            // The same latent, run before: the truncation alone makes the difference.
            expect(of.imageError(latent, (await generator.run(request)).image)).toBeGreaterThan(0.01);
          }
          one.dispose();
        }
        generator.dispose();
      });
    }

    if (classes === undefined) {
      test("has no classes to choose from", async () => {
        await expect(importPeer(peer, { classes: [0] })).rejects.toMatchObject({ code: "import-no-classes" });
        const golden = goldenOf(peer.folder, (await importPeer(peer)).manifest) as Golden;
        expect(classOf(golden, 0)).toBeUndefined();
      });
      return;
    }

    test("keeps the classes that are asked for, in that order", async () => {
      const golden = goldenOf(peer.folder, (await importPeer(peer)).manifest) as Golden;
      const labels = Array.from({ length: golden.latents }, (_, latent) => classOf(golden, latent) as number);
      const other = labels[0] === 0 ? 1 : 0;
      // In another order than the file's, with a class that the first latent is not of.
      const kept = [...new Set([other, ...labels])].sort((a, b) => b - a);
      const { manifest, tensors } = await importPeer(peer, { classes: kept });
      expect(manifest.classes?.map(({ id }) => id)).toEqual(kept.map(String));
      const { files, manifest: finished } = await finishImport({ manifest, tensors }, "peer");
      const weights = readSafetensors(
        files.get("generator.safetensors") as Uint8Array,
        "generator.safetensors",
      );
      const generator = new Generator(finished, weights.tensors);
      const imageOf = async (latent: number, label: number) => {
        const classWeights = Float32Array.from(kept, (each) => (each === label ? 1 : 0));
        return (await generator.run({ z: latentOf(golden, latent), classWeights })).image;
      };
      for (const [latent, label] of labels.entries()) {
        const another = kept.find((each) => each !== label) as number;
        expect(imageError(golden, latent, await imageOf(latent, label))).toBeLessThan(IMAGE_BOUND);
        expect(imageError(golden, latent, await imageOf(latent, another))).toBeGreaterThan(0.01);
      }
      expect(labels.length).toBeGreaterThan(0);
      generator.dispose();
    });
  },
);

test("with the statistics of the golden batch, heykeetae's images are those of its training mode", async () => {
  const peer = peers.find((one) => nameOf(one) === "heykeetae/1000_G.pth") as PeerFile;
  const { manifest, tensors, norms } = await importPeer(peer);
  const golden = goldenOf(peer.folder, manifest) as Golden;
  expect(hasBatchPictures(golden)).toBe(true);
  const z = Float32Array.from([0, 1].flatMap((latent) => Array.from(latentOf(golden, latent))));
  const folded = await withBatchStatistics(manifest, tensors, norms, { z });
  const { manifest: finished } = await finishImport({ manifest, tensors: folded }, "peer");
  const generator = new Generator(finished, folded);
  for (const latent of [0, 1]) {
    const { image } = await generator.run({ z: latentOf(golden, latent) });
    expect(imageError(golden, latent, image, "image_train")).toBeLessThan(IMAGE_BOUND);
    expect(imageError(golden, latent, image)).toBeGreaterThan(0.01);
  }
  generator.dispose();
});

test("the statistics of a batch replace those of every truncation", async () => {
  const peer = peers.find((one) => nameOf(one) === "biggan-deep/pytorch_model.bin") as PeerFile;
  const folded = async (truncation?: number) => {
    const { manifest, tensors, norms } = await importPeer(
      peer,
      truncation === undefined ? {} : { truncation },
    );
    const golden = goldenOf(peer.folder, manifest) as Golden;
    const z = Float32Array.from([0, 1].flatMap((latent) => Array.from(latentOf(golden, latent))));
    const made = await withBatchStatistics(manifest, tensors, norms, { z, labels: [0, 1] });
    const { manifest: finished, files } = await finishImport({ manifest, tensors: made }, "peer");
    const generator = generatorOf(finished, files);
    const request = requestOf(golden, 0, 3);
    const images = [await generator.run(request), await generator.run({ ...request, truncation: 0.8 })];
    generator.dispose();
    return images.map(({ image }) => image);
  };
  const [image, other] = await folded();
  expect(other).toEqual(image);
  expect((await folded(0.7))[0]).toEqual(image);
});

test.each(Object.entries(REFUSED))("%s is refused: %s", async (name, code) => {
  const peer = peers.find((one) => nameOf(one) === name) as PeerFile;
  await expect(importPeer(peer)).rejects.toMatchObject({ code });
});

function generatorOf(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Generator {
  const path = manifest.generator.weights.path;
  return new Generator(manifest, readSafetensors(files.get(path) as Uint8Array, path).tensors);
}

function requestOf(golden: Golden, latent: number, classes: number | undefined) {
  const label = classOf(golden, latent);
  const z = latentOf(golden, latent);
  if (classes === undefined) return { z };
  return { z, classWeights: Float32Array.from({ length: classes }, (_, at) => (at === label ? 1 : 0)) };
}
