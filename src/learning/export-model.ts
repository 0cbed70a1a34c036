/** A run's averaged generator as an ordinary model folder, which the lens opens like any other. */
import { keep, type Tensor, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { normalNoise } from "../latent/noise";
import { type Layer, type Manifest, parseManifest } from "../model/formats/manifest";
import { type Tensor as FileTensor, writeSafetensors } from "../model/formats/safetensors";
import { sha256 } from "../model/storage/sha256";
import { doublings, type LearningConfig, START_SIDE } from "./config";
import { byNumbers, foldNorms, foldWeights } from "./fold";
import type { Learner } from "./learner";
import { generate } from "./networks";

/** A model folder in memory. */
export interface ExportedModel {
  readonly manifest: Manifest;
  /** `model.json` and the files it names, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const WEIGHTS = "generator.safetensors";
const GOLDEN = "golden.safetensors";
/** Seed of the latent of the golden values, as in `training/golden.py`. */
const GOLDEN_SEED = 11;

/**
 * Needs the backend that the learner is on; the run goes on unchanged afterwards.
 * @param id of the model: lower-case letters, digits and hyphens
 * @param title in English
 * @throws LensError `manifest-field` for an id that is none
 */
export async function exportModel(learner: Learner, id: string, title: string): Promise<ExportedModel> {
  const { config, step } = learner;
  const weights = ownWeights(learner);
  try {
    const norms = await foldNorms(config, weights);
    const tensors = await foldWeights(config, learner.generator.layout, weights, norms);
    const z = normalNoise(GOLDEN_SEED, config.latent);
    let looked: readonly Tensor[] = [];
    const image = tidy(() =>
      generate(config, weights, tensor2d(z, [1, config.latent]) as Tensor2D, {
        normalise: byNumbers(norms),
        look: ({ queries, keys }) => {
          looked = [keep(queries), keep(keys)];
        },
      }),
    );
    const golden = new Map<string, FileTensor>([["z", { shape: [1, config.latent], data: z }]]);
    golden.set("image", {
      shape: [1, config.channels, config.size, config.size],
      data: toPlanes((await image.data()) as Float32Array, config),
    });
    for (const [at, name] of ["attn.q", "attn.k"].entries()) {
      const tensor = looked[at];
      if (tensor) golden.set(name, { shape: tensor.shape, data: (await tensor.data()) as Float32Array });
    }
    for (const tensor of [image, ...looked]) tensor.dispose();
    const files = new Map([
      [WEIGHTS, writeSafetensors(tensors)],
      [GOLDEN, writeSafetensors(golden)],
    ]);
    const json = JSON.stringify(await manifestOf(config, step, id, title, files), null, 1);
    files.set("model.json", new TextEncoder().encode(json));
    return { manifest: parseManifest(json, "model.json"), files };
  } finally {
    for (const tensor of weights.values()) tensor.dispose();
  }
}

/** The averaged parameters as a pass uses them, outside any tidy. */
function ownWeights(learner: Learner): ReadonlyMap<string, Tensor> {
  const weights = new Map<string, Tensor>();
  tidy(() => {
    for (const [name, tensor] of learner.averageWeights()) weights.set(name, keep(tensor));
  });
  return weights;
}

/** [H, W, C] to [C, H, W]. */
function toPlanes(image: Float32Array, { size, channels }: LearningConfig): Float32Array {
  const area = size * size;
  return Float32Array.from(image, (_, to) => image[(to % area) * channels + Math.floor(to / area)]);
}

/** The generator as typed layers. */
export function generatorLayers(config: LearningConfig): Layer[] {
  const relu: Layer = { type: "activation", function: "relu" };
  const layers: Layer[] = [
    { type: "dense", name: "fc", shape: [config.generatorWidths[0], START_SIDE, START_SIDE] },
  ];
  for (let k = 0; k < doublings(config); k++) {
    layers.push({ type: "norm", name: `blocks.${k}.norm` }, relu);
    layers.push({ type: "upsample", factor: 2, method: "nearest" });
    layers.push({ type: "conv", name: `blocks.${k}.conv`, padding: 1 });
    if (config.attention && START_SIDE * 2 ** (k + 1) === config.attentionSide)
      layers.push({ type: "attention", name: "attn", keyPooling: 1, outputProjection: true });
  }
  layers.push({ type: "norm", name: "norm" }, relu, { type: "conv", name: "rgb", padding: 1 });
  return [...layers, { type: "tanh" }];
}

async function manifestOf(
  config: LearningConfig,
  step: number,
  id: string,
  title: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Manifest> {
  const file = async (path: string) => {
    const bytes = files.get(path) ?? new Uint8Array();
    return { path, bytes: bytes.length, sha256: await sha256(bytes) };
  };
  return {
    format: "sagan-lens-model",
    version: 1,
    id,
    name: { en: title },
    latent: { size: config.latent, distribution: "normal" },
    classes: null,
    image: { size: config.size, channels: config.channels, range: [-1, 1] },
    generator: { weights: await file(WEIGHTS), layers: generatorLayers(config) },
    discriminator: null,
    snapshots: [],
    directions: null,
    log: null,
    golden: await file(GOLDEN),
    card: {
      data: `Invented pictures (${config.pictures}), drawn by code from seed ${config.seed}.`,
      licence: "CC0-1.0",
      attribution: "SAGAN Lens",
      training: `${step} steps of ${config.batch} pictures in a browser, averaged weights.`,
      metrics: { steps: step },
      limits:
        "A small network that learned invented pictures for a few minutes; it shows how attention is learned.",
    },
  };
}
