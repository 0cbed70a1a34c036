import type { QueryIndex } from "../../attention/grid";
import { cellCount } from "../../attention/grid";
import { keyNormalisersOf } from "../../attention/over-queries";
import { attentionRow } from "../../attention/row";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import { LensError } from "../../model/errors";
import type { SafetensorsFile } from "../../model/formats/safetensors";
import type { GenerateRequest, Generation, SelfCheck } from "../api/types";

/** Errors above this are not rounding: the backend computes something else. GPUs of half precision are rejected here. */
const TRUSTED_ERROR = 1e-3;
/** One run proves nothing: there was a bug that only showed on the second run. */
const RUNS = 2;
/** Every 16th row is compared; the image depends on the features of all rows anyway. */
const ROW_STEP = 16;

/**
 * Runs the golden latent and compares image and rows of beta with what PyTorch computed.
 * @param golden tensors `z` [1, L], `class` [1] where the model has classes, `image` [1, C, H, W], and `<layer>.q`, `<layer>.k` [1, N or M, d] for each site
 * @throws LensError `backend-inexact` with `backend` and `error`, also for images that are not finite or all alike
 */
export async function selfCheck(
  draw: (request: GenerateRequest) => Promise<Generation>,
  golden: SafetensorsFile,
  classes: number,
  backend: string,
): Promise<SelfCheck> {
  const expected = goldenValues(golden);
  const request = {
    z: expected.z,
    ...(classes > 0 && { classWeights: oneHot(classes, expected.tensor("class")[0]) }),
  };
  let imageError = 0;
  let betaError = 0;
  for (let run = 0; run < RUNS; run++) {
    const found = await draw(request);
    imageError = worst(imageError, imageDifference(found, expected.image));
    for (const site of found.sites) {
      const layer = site.name.replace(/^g\./, "");
      const exact = withFeatures(site, expected.tensor(`${layer}.q`), expected.tensor(`${layer}.k`));
      for (let j = 0; j < cellCount(site.queryGrid); j += ROW_STEP) {
        const query = j as QueryIndex;
        betaError = worst(
          betaError,
          largestDifference(attentionRow(site, query), attentionRow(exact, query)),
        );
      }
    }
  }
  const error = Math.max(imageError, betaError);
  if (!(error <= TRUSTED_ERROR)) throw new LensError("backend-inexact", { backend, error });
  return { runs: RUNS, imageError, betaError };
}

/** A site with other features, and the normalisers that belong to them. */
function withFeatures(site: AttentionSite, queries: Float32Array, keys: Float32Array): AttentionSite {
  const other = { ...site, queries, keys };
  return rowsSumToOne(site) ? other : { ...other, keyLogSumExp: keyNormalisersOf(other) };
}

function oneHot(size: number, index: number): Float32Array {
  const weights = new Float32Array(size);
  weights[index] = 1;
  return weights;
}

function goldenValues(golden: SafetensorsFile) {
  const tensor = (name: string): Float32Array => {
    const found = golden.tensors.get(name)?.data;
    if (!(found instanceof Float32Array)) {
      throw new LensError("tensor-missing", { where: "golden.safetensors", tensor: name });
    }
    return found;
  };
  return {
    tensor,
    z: tensor("z"),
    image: golden.tensors.get("image") as { shape: readonly number[]; data: Float32Array },
  };
}

/** NaN counts as the worst of all, where `Math.max` would depend on the order. */
function worst(a: number, b: number): number {
  return Number.isNaN(b) ? Number.POSITIVE_INFINITY : Math.max(a, b);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) largest = worst(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/**
 * The check of a backend where nothing is known to compare with, which costs one image: it and its features are finite, and it is not of
 * one colour.
 * @param latentSize entries of z
 * @throws LensError `backend-not-finite` with `backend`
 */
export async function probe(
  draw: (request: GenerateRequest) => Promise<Generation>,
  latentSize: number,
  backend: string,
): Promise<SelfCheck> {
  const z = Float32Array.from({ length: latentSize }, (_, at) => Math.SQRT2 * Math.sin(at + 1));
  const { image, sites } = await draw({ z });
  // A rectifier may turn NaN into 0: the image alone would not show it.
  const finite = [image, ...sites.flatMap(({ queries, keys }) => [queries, keys])].every((values) =>
    values.every(Number.isFinite),
  );
  if (!finite || image.every((value) => value === image[0])) {
    throw new LensError("backend-not-finite", { backend });
  }
  return { runs: 1, imageError: null, betaError: null };
}

/** The image found is [H, W, C], the golden one [1, C, H, W]. */
function imageDifference(
  found: Generation,
  golden: { shape: readonly number[]; data: Float32Array },
): number {
  const [, channels, height, width] = golden.shape;
  const area = height * width;
  const moved = new Float32Array(golden.data.length);
  for (let c = 0; c < channels; c++) {
    for (let at = 0; at < area; at++) moved[at * channels + c] = golden.data[c * area + at];
  }
  return largestDifference(found.image, moved);
}
