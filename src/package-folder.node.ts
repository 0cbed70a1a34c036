/** Where the package is: files beside the code (models, fonts) are found from here. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The nearest folder upwards that holds the package's `package.json`, from the sources and from the built library alike. */
export function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, "package.json"), "utf8");
      if ((JSON.parse(text) as { name?: string }).name === "sagan-lens") return folder;
    } catch (error) {
      if (folder === dirname(folder)) throw error;
    }
  }
}
