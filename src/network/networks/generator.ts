/**
 * A generator built from its manifest: latent in, image and the features of every attention site out.
 *
 * It is split at its attention sites. The input of each site is saved from one run to the next, so that for the same latent
 * only what follows the first changed site is computed again.
 */
import { slice, type Tensor, type Tensor2D, type Tensor4D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { NO_INTERVENTION, type SiteIntervention } from "../../attention/intervention";
import { LensError } from "../../model/errors";
import type { Layer, Manifest } from "../../model/formats/manifest";
import type { Tensor as FileTensor } from "../../model/formats/safetensors";
import type { AttentionSiteLayer } from "../attention/attention";
import {
  attend,
  featureCount,
  featuresOf,
  joined,
  type SitePass,
  siteName,
  sitesFrom,
  tensorsOf,
} from "../attention/site-pass";
import { advanced } from "../layers/built-layer";
import { buildDense } from "../layers/dense";
import { contextOf, uniform } from "../tensors/class-mix";
import { readBack } from "../tensors/read-back";
import { type Extent, WeightStore } from "../tensors/weights";
import { earlyFeatures, earlyStages } from "./early-features";
import type { FeatureMap, GeneratorInput, GeneratorOutput, QueryVectors } from "./generator-types";
import { firstDifference, type LastRun } from "./last-run";
import { buildStages, misplaced, type Stage, sitesAmong } from "./stages";

export type { FeatureMap, GeneratorInput, GeneratorOutput, QueryVectors } from "./generator-types";

/** Stages whose features are shown: those that end a resolution, and attention sites. */
const SHOWN: readonly Layer["type"][] = ["dense", "residual", "attention"];

/** A generator on the current TensorFlow.js backend. Dispose it when done. */
export class Generator {
  readonly #weights: WeightStore;
  readonly #stem: ReturnType<typeof buildDense>;
  /** Stage s is layer s + 1 of the manifest. */
  readonly #stages: readonly Stage[];
  readonly #layers: readonly Layer[];
  readonly #sites: readonly AttentionSiteLayer[];
  readonly #classes: number;
  /** Entries of z. */
  readonly latentSize: number;
  /** Features that `earlyFeatures` gives for one latent. */
  readonly earlyCount: number;
  #lastRun: LastRun | undefined;

  /**
   * @param tensors of the weights file, in PyTorch layout
   * @throws LensError where a tensor is missing or its shape does not fit the manifest
   */
  constructor(manifest: Manifest, tensors: ReadonlyMap<string, FileTensor>) {
    const { layers, weights } = manifest.generator;
    this.#weights = new WeightStore(tensors, weights.path);
    this.#layers = layers;
    this.#classes = manifest.classes?.length ?? 1;
    this.latentSize = manifest.latent.size;
    const [first, ...rest] = layers;
    if (first.type !== "dense") throw misplaced("generator", 0, "the first layer must be dense");
    try {
      const materials = {
        weights: this.#weights,
        latentSize: this.latentSize,
        withoutGradients: true,
      };
      this.#stem = buildDense(first, materials);
      const { stages, out } = buildStages(rest, {
        from: this.#stem.out,
        materials,
        network: "generator",
        first: 1,
      });
      this.#weights.release();
      this.#stages = stages;
      this.#sites = sitesAmong(stages);
      const early = this.#stageFacts(earlyStages(layers)).extent;
      this.earlyCount = early.height * early.width * early.channels;
      const { size, channels } = manifest.image;
      if (out.height !== size || out.width !== size || out.channels !== channels) {
        throw new LensError("manifest-field", {
          where: "model.json",
          path: "image",
          problem: `it promises ${channels} x ${size} x ${size}, and the layers make ${out.channels} x ${out.height} x ${out.width}`,
        });
      }
    } catch (error) {
      this.#weights.dispose();
      throw error;
    }
  }

  /**
   * One image. The whole result is read back from the backend at once.
   * @param onLayer is called after each layer that is computed
   * @throws LensError `all-keys-masked`
   */
  async run(input: GeneratorInput, onLayer?: () => void): Promise<GeneratorOutput> {
    const result = (image: Tensor4D, passes: readonly SitePass[]) =>
      joined([image, ...passes.flatMap(featuresOf)]);
    const flat = this.#forward(input, result, onLayer);
    const values = await readBack(flat);
    const pixels = values.length - featureCount(this.#sites);
    return {
      image: values.slice(0, pixels),
      sites: sitesFrom(values.subarray(pixels), this.#sites, "generator", input.interventions),
    };
  }

  /**
   * x_j, o_j and y_j of one query.
   * @param site name of the site, such as `g.attn`
   * @param query j
   * @throws RangeError for a site or query that the generator does not have
   */
  async vectorsOf(input: GeneratorInput, site: string, query: number): Promise<QueryVectors> {
    const at = this.#sites.findIndex(({ name }) => siteName("generator", name) === site);
    if (at < 0) throw new RangeError(`there is no site ${site}`);
    const { extent, gamma } = this.#sites[at];
    if (!(query >= 0 && query < extent.width * extent.height)) {
      throw new RangeError(`there is no query ${query}`);
    }
    const vectors = (passes: readonly SitePass[]) => {
      const row = (features: Tensor2D) => slice(features, [query, 0], [1, extent.channels]);
      return joined([row(passes[at].x), row(passes[at].o)]);
    };
    const { passes } = this.#lastRun ?? {};
    const current =
      this.#lastRun && firstDifference(this.#lastRun, input, this.#checkedChanges(input)) === undefined;
    const flat =
      current && passes ? tidy(() => vectors(passes)) : this.#forward(input, (_, made) => vectors(made));
    const values = await readBack(flat);
    const x = values.slice(0, extent.channels);
    const o = values.slice(extent.channels);
    const { gammaScale, maskedQueries } = input.interventions?.[site] ?? NO_INTERVENTION;
    const factor = maskedQueries.includes(query) ? 0 : gamma * gammaScale;
    return { x, o, y: x.map((value, c) => factor * o[c] + value) };
  }

  /**
   * One channel of the features after each stage, from the latent's first grid to the last before the image.
   * @param channels the channel to show, by stage; the first where none is given
   */
  async features(input: GeneratorInput, channels: Readonly<Record<number, number>>): Promise<FeatureMap[]> {
    const facts = this.#layers.flatMap(({ type }, stage) => {
      if (!SHOWN.includes(type)) return [];
      const { extent, site } = this.#stageFacts(stage);
      return [{ stage, site, ...extent, channel: Math.min(extent.channels - 1, channels[stage] ?? 0) }];
    });
    // Every stage is wanted, also those that the saved run would skip.
    this.forget();
    const slices: Tensor[] = [];
    const flat = this.#forward(
      input,
      () => joined(slices),
      (x, stage) => {
        const fact = facts.find((entry) => entry.stage === stage);
        if (fact) slices.push(slice(x, [0, 0, 0, fact.channel], [1, fact.height, fact.width, 1]));
      },
    );
    const values = await readBack(flat);
    let at = 0;
    return facts.map((fact) => {
      const count = fact.width * fact.height;
      at += count;
      return { ...fact, values: values.slice(at - count, at) };
    });
  }

  /**
   * The features that principal directions are taken from, of several latents of one class: the output of the first residual
   * block, or where there is none of the first layer after which features are no longer linear in z (an activation, most often).
   * The saved last run is not changed.
   * @param z [count, latent size]
   * @param label number of their class; absent for a model without classes
   * @returns [count, H * W * C], the caller's to free
   * @throws RangeError for a class that the model does not have
   */
  earlyFeatures(z: Tensor2D, label: number | undefined): Tensor2D {
    return earlyFeatures(
      this.#stem,
      this.#stages.slice(0, earlyStages(this.#layers)),
      this.#classes,
      z,
      label,
    );
  }

  /** Frees the saved last run: the next run begins at the latent. */
  forget(): void {
    for (const tensor of this.#lastRun?.passes.flatMap(tensorsOf) ?? []) tensor.dispose();
    this.#lastRun = undefined;
  }

  dispose(): void {
    this.forget();
    this.#weights.dispose();
  }

  #stageFacts(stage: number): { extent: Extent; site: string | undefined } {
    if (stage === 0) return { extent: this.#stem.out, site: undefined };
    const { kind, layer } = this.#stages[stage - 1];
    return kind === "attention"
      ? { extent: layer.extent, site: siteName("generator", layer.name) }
      : { extent: layer.out, site: undefined };
  }

  /**
   * Runs the network from the first site that differs from the last run, and saves this run for the next.
   * @param result makes the wanted tensor, which the caller frees
   * @param onFeatures is called with the features after every layer that is computed, and the layer's number in the manifest
   */
  #forward(
    input: GeneratorInput,
    result: (image: Tensor4D, passes: readonly SitePass[]) => Tensor,
    onFeatures: (x: Tensor4D, stage: number) => void = () => undefined,
  ): Tensor {
    const changes = this.#checkedChanges(input);
    const before = this.#lastRun;
    // Where nothing differs, the last site is computed again: its image was not saved.
    const start = before ? (firstDifference(before, input, changes) ?? changes.length - 1) : -1;
    const passes: SitePass[] = before?.passes.slice(0, Math.max(0, start)) ?? [];
    const [wanted] = tidy(() => {
      const z = tensor2d(input.z, [1, this.latentSize]);
      const contextFor = (weights: Float32Array) => contextOf(weights, this.#classes, z, input.truncation);
      const common = contextFor(input.classWeights ?? uniform(this.#classes));
      const contextAt = (layer: number) => {
        const own = input.layerClasses?.[layer];
        return own ? contextFor(own) : common;
      };
      let x: Tensor4D | undefined;
      if (start < 0) {
        x = this.#stem.apply(z, contextAt(0));
        onFeatures(x, 0);
      }
      let site = 0;
      this.#stages.forEach((stage, index) => {
        if (stage.kind === "layer") {
          // Up to the site to start from, everything is saved and nothing is computed.
          if (!x) return;
          const stays = passes.flatMap(tensorsOf).includes(x);
          x = advanced(x, stays, (own) => stage.layer.apply(own, contextAt(index + 1)).y);
        } else {
          if (site >= start) {
            const saved = x ? undefined : before?.passes[site];
            const attended = attend(stage.layer, x, saved, changes[site]);
            passes.push(attended.pass);
            x = attended.y;
          }
          site++;
        }
        if (x) onFeatures(x, index + 1);
      });
      return [result(x as Tensor4D, passes), ...passes.flatMap(tensorsOf)];
    });
    const stay = new Set(passes.flatMap(tensorsOf));
    for (const old of before?.passes.flatMap(tensorsOf) ?? []) if (!stay.has(old)) old.dispose();
    this.#lastRun = { input: { ...input, z: input.z.slice() }, passes };
    return wanted;
  }

  /** The change at each site, in order. @throws RangeError, LensError `all-keys-masked` */
  #checkedChanges({ z, interventions = {} }: GeneratorInput): SiteIntervention[] {
    if (z.length !== this.latentSize) {
      throw new RangeError(`z has ${z.length} entries, the generator reads ${this.latentSize}`);
    }
    return this.#sites.map(({ name, keyExtent }) => {
      const change = interventions[siteName("generator", name)] ?? NO_INTERVENTION;
      if (!(change.temperature > 0)) throw new RangeError(`temperature ${change.temperature} is not above 0`);
      if (new Set(change.maskedKeys).size >= keyExtent.width * keyExtent.height) {
        throw new LensError("all-keys-masked", { site: siteName("generator", name) });
      }
      return change;
    });
  }
}
