/** A generator built from its manifest: latent in, picture and the features of every attention site out. */
import { concat, reshape, type Tensor, type Tensor4D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { AttentionSite } from "../attention/site";
import { LensError } from "../model/errors";
import type { Manifest } from "../model/manifest";
import type { Tensor as FileTensor } from "../model/safetensors";
import { type AttentionSiteLayer, buildAttention, type SiteReading } from "./attention";
import { type BuiltLayer, buildDense, buildLayer } from "./layers";
import { WeightStore } from "./weights";

/** What a generator is asked for. */
export interface GeneratorInput {
  /** z, [latent size] */
  readonly z: Float32Array;
  /** Weights over the classes, summing to 1; absent for a model without classes. */
  readonly classWeights?: Float32Array;
}

/** What it gives. */
export interface GeneratorOutput {
  /** [size, size, channels], row by row, -1 to 1 */
  readonly image: Float32Array;
  /** One per attention layer, from the input to the picture. */
  readonly sites: readonly AttentionSite[];
}

type Stage = { kind: "layer"; layer: BuiltLayer } | { kind: "attention"; layer: AttentionSiteLayer };

/** A generator on the current TensorFlow.js backend. Dispose it when done. */
export class Generator {
  readonly #weights: WeightStore;
  readonly #stem: ReturnType<typeof buildDense>;
  readonly #stages: readonly Stage[];
  readonly #classes: number;
  readonly #latentSize: number;

  /**
   * @param tensors of the weights file, in PyTorch layout
   * @throws LensError where a tensor is missing or its shape does not fit the manifest
   */
  constructor(manifest: Manifest, tensors: ReadonlyMap<string, FileTensor>) {
    const { layers, weights } = manifest.generator;
    this.#weights = new WeightStore(tensors, weights.path);
    this.#classes = manifest.classes?.length ?? 1;
    this.#latentSize = manifest.latent.size;
    const [first, ...rest] = layers;
    if (first.type !== "dense") throw misplaced(0, "the first layer must be dense");
    try {
      this.#stem = buildDense(first, manifest.latent.size, this.#weights);
      let extent = this.#stem.out;
      this.#stages = rest.map((layer, index): Stage => {
        if (layer.type === "attention") {
          return { kind: "attention", layer: buildAttention(layer, extent, this.#weights) };
        }
        if (layer.type === "dense" || layer.type === "sumPool" || layer.type === "projection") {
          throw misplaced(index + 1, `a ${layer.type} layer cannot stand here in a generator`);
        }
        const built = buildLayer(layer, extent, this.#weights);
        extent = built.out;
        return { kind: "layer", layer: built };
      });
      const { size, channels } = manifest.image;
      if (extent.height !== size || extent.width !== size || extent.channels !== channels) {
        throw new LensError("manifest-field", {
          where: "model.json",
          path: "image",
          problem: `it promises ${channels} x ${size} x ${size}, and the layers make ${extent.channels} x ${extent.height} x ${extent.width}`,
        });
      }
    } catch (error) {
      this.#weights.dispose();
      throw error;
    }
  }

  /** One picture. The whole result is read back from the backend at once. */
  async run(input: GeneratorInput): Promise<GeneratorOutput> {
    const { z } = input;
    if (z.length !== this.#latentSize) {
      throw new RangeError(`z has ${z.length} entries, the generator reads ${this.#latentSize}`);
    }
    const flat = tidy(() => {
      const { picture, readings } = this.#forward(input);
      const parts: Tensor[] = [picture, ...readings.flatMap((r) => [r.queries, r.keys, r.stats])];
      return concat(parts.map((part) => reshape(part, [-1])));
    });
    try {
      return this.#unpack((await flat.data()) as Float32Array);
    } finally {
      flat.dispose();
    }
  }

  #forward(input: GeneratorInput): { picture: Tensor4D; readings: SiteReading[] } {
    const classWeights = input.classWeights ?? uniform(this.#classes);
    const context = { classWeights: tensor2d(classWeights, [1, this.#classes]) };
    const readings: SiteReading[] = [];
    let x = this.#stem.apply(tensor2d(input.z, [1, this.#latentSize]));
    for (const stage of this.#stages) {
      if (stage.kind === "layer") {
        x = stage.layer.apply(x, context);
      } else {
        const { y, reading } = stage.layer.apply(x);
        readings.push(reading);
        x = y;
      }
    }
    return { picture: x, readings };
  }

  #unpack(values: Float32Array): GeneratorOutput {
    const sites = this.#stages.flatMap((stage) => (stage.kind === "attention" ? [stage.layer] : []));
    const sizes = sites.map(({ extent, keyExtent, depth }) => ({
      queries: extent.height * extent.width * depth,
      keys: keyExtent.height * keyExtent.width * depth,
    }));
    const siteTotal = sizes.reduce((sum, size) => sum + size.queries + size.keys + 2, 0);
    let at = values.length - siteTotal;
    const image = values.slice(0, at);
    const take = (count: number) => {
      at += count;
      return values.slice(at - count, at);
    };
    return {
      image,
      sites: sites.map((site, index) => {
        const queries = take(sizes[index].queries);
        const keys = take(sizes[index].keys);
        const [share, maxWeight] = take(2);
        return {
          name: `g.${site.name}`,
          queryGrid: { width: site.extent.width, height: site.extent.height },
          keyGrid: { width: site.keyExtent.width, height: site.keyExtent.height },
          depth: site.depth,
          gamma: site.gamma,
          queries,
          keys,
          share,
          maxWeight,
        };
      }),
    };
  }

  dispose(): void {
    this.#weights.dispose();
  }
}

function uniform(classes: number): Float32Array {
  return new Float32Array(classes).fill(1 / classes);
}

function misplaced(index: number, problem: string): LensError {
  return new LensError("manifest-field", {
    where: "model.json",
    path: `generator.layers.${index}`,
    problem,
  });
}
