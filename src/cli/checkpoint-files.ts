/** The files of a checkpoint on this machine. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { type FileSource, fileSource } from "../importing/readers/file-source.node";

/**
 * Opens the files given and, of a TensorFlow.js `model.json` or an index of shards that comes alone, the shards beside it.
 * @returns sources to be closed
 * @throws LensError `file-unreadable`
 */
export async function openFiles(paths: readonly string[]): Promise<FileSource[]> {
  const [first] = paths;
  const shards = paths.length === 1 && first.endsWith(".json") ? await shardsOf(first) : [];
  const opened: FileSource[] = [];
  try {
    for (const path of [...paths, ...shards]) opened.push(await fileSource(path));
    return opened;
  } catch (error) {
    await closeFiles(opened);
    throw error;
  }
}

export async function closeFiles(sources: readonly FileSource[]): Promise<void> {
  for (const source of sources) await source.close();
}

/** Only files below the description's own folder: a description from elsewhere must not name others. */
async function shardsOf(description: string): Promise<string[]> {
  const home = dirname(resolve(description));
  try {
    const { weightsManifest = [], weight_map: map = {} } = JSON.parse(
      await readFile(description, "utf8"),
    ) as {
      readonly weightsManifest?: readonly { readonly paths: readonly string[] }[];
      readonly weight_map?: Readonly<Record<string, string>>;
    };
    return [...weightsManifest.flatMap(({ paths }) => paths), ...new Set(Object.values(map))]
      .map((path) => resolve(home, path))
      .filter((path) => {
        const inside = relative(home, path);
        return inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && existsSync(path);
      });
  } catch {
    // Whatever is wrong with it, the reader says better.
    return [];
  }
}
