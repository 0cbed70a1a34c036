/** The models that come with the package. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageFolder } from "../../package-folder.node";
import type { ModelSource } from "./open-model";

/** The folder of models in the package. */
export const packagedModels: URL = pathToFileURL(join(packageFolder(), "public", "models", "/"));

/**
 * A model of a folder of models, as `createEngine` takes it.
 * @param id name of its folder, such as `cats64`
 * @param models address of the folder of models, with a slash at the end; the package's own where absent
 */
export function modelFolder(id: string, models: URL = packagedModels): ModelSource {
  return { folder: new URL(`${encodeURIComponent(id)}/`, models) };
}
