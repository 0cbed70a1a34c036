/** One attention site's part of a run, and how it leaves the backend: with all else that is wanted of the run, in one piece. */
import { concat, reshape, type Tensor, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { cellCount } from "../../attention/grid";
import {
  type Interventions,
  maskOf,
  NO_INTERVENTION,
  type SiteIntervention,
  sameIntervention,
} from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import type { NetworkName } from "../networks/stages";
import type { AttentionSiteLayer, Projected, Read } from "./attention";

/** One site's part of a run. */
export interface SitePass extends Projected, Read {
  /** [1] */
  readonly share: Tensor1D;
  readonly change: SiteIntervention;
}

/** Name of a network's site: the two networks may have layers of the same name. */
export function siteName(network: NetworkName, layer: string): string {
  return `${network[0]}.${layer}`;
}

/** A site's pass over features that just came in, or over those kept from the last run, as far as these go. */
export function attend(
  layer: AttentionSiteLayer,
  x: Tensor4D | undefined,
  kept: SitePass | undefined,
  change: SiteIntervention,
): { y: Tensor4D; pass: SitePass } {
  const projected = kept ?? layer.project(x as Tensor4D);
  const read = kept && sameReading(kept.change, change) ? kept : layer.read(projected, change);
  const { y, share } = layer.combine(projected.x, read.o, change);
  return { y, pass: { ...projected, ...read, share, change } };
}

/** Whether two interventions give the same beta. */
function sameReading(a: SiteIntervention, b: SiteIntervention): boolean {
  const reading = ({ temperature, maskedKeys }: SiteIntervention) => ({
    ...NO_INTERVENTION,
    temperature,
    maskedKeys,
  });
  return sameIntervention(reading(a), reading(b));
}

export function tensorsOf(pass: SitePass): Tensor[] {
  const { x, values, o } = pass;
  return [x, values, o, ...featuresOf(pass)];
}

/** What `sitesFrom` reads again. */
export function featuresOf({ queries, keys, share, maxWeight, keyLogSumExp }: SitePass): Tensor[] {
  return [queries, keys, share, maxWeight, ...(keyLogSumExp ? [keyLogSumExp] : [])];
}

/** Tensors one after the other, as one. */
export function joined(parts: readonly Tensor[]): Tensor {
  return concat(parts.map((part) => reshape(part, [-1])));
}

/** How many numbers the features of some sites are. */
export function featureCount(layers: readonly AttentionSiteLayer[]): number {
  return layers.reduce((sum, layer) => {
    const { queries, keys, keyLogSumExp } = counts(layer);
    return sum + queries + keys + 2 + keyLogSumExp;
  }, 0);
}

/**
 * The sites of a run.
 * @param values the features of all sites, one after the other, [`featureCount`]
 */
export function sitesFrom(
  values: Float32Array,
  layers: readonly AttentionSiteLayer[],
  network: NetworkName,
  interventions: Interventions = {},
): AttentionSite[] {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return values.slice(at - count, at);
  };
  return layers.map((layer) => {
    const count = counts(layer);
    const queries = take(count.queries);
    const keys = take(count.keys);
    const [share, maxWeight] = take(2);
    const keyLogSumExp = layer.rowsSumToOne ? undefined : take(count.keyLogSumExp);
    const name = siteName(network, layer.name);
    const keyGrid = { width: layer.keyExtent.width, height: layer.keyExtent.height };
    const { temperature, maskedKeys } = interventions[name] ?? NO_INTERVENTION;
    return {
      name,
      queryGrid: { width: layer.extent.width, height: layer.extent.height },
      keyGrid,
      depth: layer.depth,
      gamma: layer.gamma,
      queries,
      keys,
      share,
      maxWeight,
      temperature,
      keyMask: maskOf(maskedKeys, cellCount(keyGrid)),
      ...(keyLogSumExp && { keyLogSumExp }),
    };
  });
}

/** How many numbers of each kind a site's features are. */
function counts({ extent, keyExtent, depth, rowsSumToOne }: AttentionSiteLayer) {
  const keys = keyExtent.height * keyExtent.width;
  return {
    queries: extent.height * extent.width * depth,
    keys: keys * depth,
    keyLogSumExp: rowsSumToOne ? 0 : keys,
  };
}
