/** An own direction as a file: JSON that other programs can read and write. */
import * as v from "valibot";
import { LensError } from "../../model/errors";
import { readJson } from "../../model/formats/json-file";
import { modelId } from "../../model/formats/manifest";
import { MAX_NAME, type OwnDirection } from "../state/lens-state";
import { OWN_DIRECTION_LIMIT } from "../state/recipe";

const fileSchema = v.object({
  format: v.literal("sagan-lens-direction"),
  version: v.literal(1),
  /** The model whose latent space it lies in. */
  model: modelId,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_NAME)),
  /** [latent size], of any length above 0, before truncation. */
  vector: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1), v.maxLength(4096)),
  /** How far its slider reaches. */
  length: v.pipe(v.number(), v.gtValue(0), v.maxValue(OWN_DIRECTION_LIMIT)),
});

export function writeDirection({ model, name, vector, length }: OwnDirection): string {
  const file: v.InferOutput<typeof fileSchema> = {
    format: "sagan-lens-direction",
    version: 1,
    model,
    name,
    vector,
    length,
  };
  return JSON.stringify(file);
}

/**
 * A direction from a file; its vector is brought to length 1.
 * @param where the file's name, for the error's sentence
 * @throws LensError `manifest-field` with the bad field, `direction-foreign` for another model or latent size
 */
export function readDirection(
  text: string,
  where: string,
  wanted: { readonly model: string; readonly size: number },
): Omit<OwnDirection, "id"> {
  const { model, name, vector, length } = readJson(text, fileSchema, where);
  if (model !== wanted.model || vector.length !== wanted.size) {
    throw new LensError("direction-foreign", { where, model, size: vector.length, wanted: wanted.model });
  }
  const norm = Math.hypot(...vector);
  if (norm === 0) throw new LensError("direction-nowhere", { name });
  return { model, name, length, vector: vector.map((value) => value / norm) };
}
