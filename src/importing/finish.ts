/** An imported generator as a model folder, which the lens opens like any other. */
import { LensError } from "../model/errors";
import { type Manifest, parseManifest } from "../model/formats/manifest";
import { writeSafetensors } from "../model/formats/safetensors";
import { sha256 } from "../model/storage/sha256";
import type { Imported } from "./imported";
import { fileOf } from "./tensor-file";

/** A model folder in memory. Its weights may share their memory with the import's tensors. */
export interface ImportedModel {
  readonly manifest: Manifest;
  /** `model.json` and the file of weights, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface FinishOptions {
  /** Its name, in English; as recognised where absent. */
  readonly name?: string;
  /**
   * Weights, and tables and matrices of classes and of z, in half precision: half the size, each number with a relative error up to 0.0005
   * (below 0.00006 an absolute one up to 0.00000003). Vectors, and batch norm's statistics by truncation, stay in single.
   */
  readonly half?: boolean;
}

const WEIGHTS = "generator.safetensors";
const LARGEST_HALF = 65504;

/**
 * @param id of the model: lower-case letters, digits and hyphens
 * @throws LensError `manifest-field` for an id that is none; `import-half` where a number is too large for half precision
 */
export async function finishImport(
  { manifest, tensors }: Pick<Imported, "manifest" | "tensors">,
  id: string,
  { name, half = false }: FinishOptions = {},
): Promise<ImportedModel> {
  const halved = (tensor: string) => half && isLarge(tensor, tensors.get(tensor)?.shape ?? []);
  for (const [tensor, { data }] of tensors) {
    if (halved(tensor) && data instanceof Float32Array && largest(data) > LARGEST_HALF) {
      throw new LensError("import-half", { tensor });
    }
  }
  const bytes = (half ? undefined : fileOf(tensors)) ?? writeSafetensors(tensors, {}, halved);
  const weights = { path: WEIGHTS, bytes: bytes.length, sha256: await sha256(bytes) };
  const json = JSON.stringify(
    {
      ...manifest,
      id,
      name: name === undefined ? manifest.name : { en: name },
      generator: { weights, layers: manifest.generator.layers },
    },
    null,
    1,
  );
  const files = new Map([
    [WEIGHTS, bytes],
    ["model.json", new TextEncoder().encode(`${json}\n`)],
  ]);
  return { manifest: parseManifest(json, "model.json"), files };
}

/** Statistics by truncation: variances have a wider range than half precision. */
const STATISTICS = /\.(?:mean|variance)$/;

/** Whether a tensor is one of those that make a file large, and no vector. */
function isLarge(name: string, shape: readonly number[]): boolean {
  if (name.endsWith(".weight")) return true;
  return shape.length > 1 && shape[0] > 1 && !STATISTICS.test(name);
}

function largest(data: Float32Array): number {
  let most = 0;
  for (let at = 0; at < data.length; at++) most = Math.max(most, Math.abs(data[at]));
  return most;
}
