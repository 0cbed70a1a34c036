/** The models that come with the package. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ModelSource } from "./open-model";

/** The package's folder: the nearest one upwards that holds its `package.json`, from the sources and from the built library alike. */
function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, "package.json"), "utf8");
      if ((JSON.parse(text) as { name?: string }).name === "sagan-lens") return folder;
    } catch (error) {
      if (folder === dirname(folder)) throw error;
    }
  }
}

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
