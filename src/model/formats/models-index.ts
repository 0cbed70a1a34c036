/** The models that a site ships: `models/index.json`, written by the training package's export. */
import * as v from "valibot";
import { fetchJson } from "./json-file";
import { localisedText, modelId } from "./manifest";

const indexSchema = v.object({
  format: v.literal("sagan-lens-models"),
  version: v.literal(1),
  models: v.pipe(v.array(v.object({ id: modelId, name: localisedText })), v.minLength(1)),
});

export type ModelEntry = v.InferOutput<typeof indexSchema>["models"][number];

/** @throws LensError `file-unreachable`, `manifest-missing`, `manifest-field` */
export async function fetchModels(folder: URL): Promise<readonly ModelEntry[]> {
  return (await fetchJson(new URL("index.json", folder), indexSchema)).models;
}
