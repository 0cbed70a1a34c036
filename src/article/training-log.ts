/** What the article reads of a model's training log. */
import * as v from "valibot";

const schema = v.object({
  step: v.array(v.number()),
  gammaGenerator: v.array(v.number()),
  gammaDiscriminator: v.array(v.number()),
});

/** Columns of equal length, one entry for each logged step. */
export type GammaLog = v.InferOutput<typeof schema>;

/**
 * The log of a model of this site.
 * @throws Error where it is missing or malformed; the caller says that it has none
 */
export async function fetchGammaLog(model: string): Promise<GammaLog> {
  const response = await fetch(new URL(`models/${model}/log.json`, document.baseURI));
  if (!response.ok) throw new Error(`the log of ${model} answers ${response.status}`);
  return v.parse(schema, await response.json());
}
