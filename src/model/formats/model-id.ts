/** Ids of models, apart from the manifest: states and addresses need no more of it. */
import * as v from "valibot";

/** A model's id, which is also its folder. */
export const modelId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens"),
);
