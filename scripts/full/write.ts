import { existsSync, mkdirSync, renameSync } from "node:fs";
import { projectPath } from "../../test/support/files";
import { countOf } from "../import/random-tensors";
import { writeTorchFile } from "../import/torch-file";
import type { FullCheckpoint } from "./checkpoints";

/**
 * A checkpoint's file, which is written where it is not there yet.
 * @param scale of its widths
 * @returns its path, and the size of its weights in single precision, each counted once
 */
export function fullCheckpointFile(
  { file, key, tensors, isCopy }: FullCheckpoint,
  scale: number,
): { readonly file: string; readonly weightsMB: number } {
  const folder = projectPath(`.cache/full/${scale}`);
  const path = `${folder}/${file}`;
  const all = tensors(scale);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeTorchFile(`${path}.part`, key, 1000, all);
    renameSync(`${path}.part`, path);
  }
  const names = new Set(all.map(({ name }) => name));
  const numbers = all.reduce((sum, { name, shape }) => sum + (isCopy(name, names) ? 0 : countOf(shape)), 0);
  return { file: path, weightsMB: (numbers * 4) / 1e6 };
}
