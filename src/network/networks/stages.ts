/** The part of a network that keeps to activations: its layers in order, attention sites among them. */
import { LensError } from "../../model/errors";
import type { Layer } from "../../model/formats/manifest";
import { type AttentionSiteLayer, buildAttention } from "../attention/attention";
import type { BuiltLayer, Materials } from "../layers/built-layer";
import { buildLayer } from "../layers/layers";
import type { Extent } from "../tensors/weights";

export type NetworkName = "generator" | "discriminator";

export type Stage = { kind: "layer"; layer: BuiltLayer } | { kind: "attention"; layer: AttentionSiteLayer };

export interface Stages {
  readonly stages: readonly Stage[];
  /** Extent of the last one's output. */
  readonly out: Extent;
}

/**
 * Builds the layers of a network from one on.
 * @param layers those that keep to activations
 * @param from extent of the first one's input
 * @param first its number in the manifest, for errors
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildStages(
  layers: readonly Layer[],
  {
    from,
    materials,
    network,
    first,
  }: { from: Extent; materials: Materials; network: NetworkName; first: number },
): Stages {
  let out = from;
  const stages = layers.map((layer, index): Stage => {
    if (layer.type === "attention")
      return { kind: "attention", layer: buildAttention(layer, out, materials) };
    if (layer.type === "dense" || layer.type === "sumPool" || layer.type === "projection") {
      throw misplaced(network, first + index, `a ${layer.type} layer cannot stand here in a ${network}`);
    }
    const built = buildLayer(layer, out, materials);
    out = built.out;
    return { kind: "layer", layer: built };
  });
  return { stages, out };
}

/** The attention sites among stages, in order. */
export function sitesAmong(stages: readonly Stage[]): AttentionSiteLayer[] {
  return stages.flatMap((stage) => (stage.kind === "attention" ? [stage.layer] : []));
}

export function misplaced(network: NetworkName, index: number, problem: string): LensError {
  return new LensError("manifest-field", {
    where: "model.json",
    path: `${network}.layers.${index}`,
    problem,
  });
}
