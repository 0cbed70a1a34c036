/** Writing a model's folder whole, and listing it. */
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileFaultsEn } from "../locales/en/cli";
import type { Manifest } from "../model/formats/manifest";
import { CliError } from "./errors";
import { writeWhole } from "./outputs";

/** @throws CliError `folder-exists` unless forced; `folder-not-model` where what is there is no model */
export function checkFolder(folder: string, force: boolean): void {
  if (!existsSync(folder)) return;
  const names = isFolderNames(folder);
  if (names?.length === 0) return;
  if (!force) throw new CliError("folder-exists", { folder });
  if (!names?.includes("model.json")) throw new CliError("folder-not-model", { folder });
}

function isFolderNames(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/**
 * Writes all files under another name beside it, then takes the folder's place.
 * @throws CliError `file-unwritable`; the signal's reason, where it says so meanwhile
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const home = dirname(folder);
  const underWay = join(home, `.${basename(folder)}.${process.pid}.part`);
  const before = join(home, `.${basename(folder)}.${process.pid}.before`);
  try {
    await mkdir(underWay, { recursive: true });
    for (const [path, bytes] of files) {
      const file = join(underWay, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes, { flag: "wx", signal });
    }
    signal.throwIfAborted();
    if (existsSync(folder)) await rename(folder, before);
    await rename(underWay, folder);
  } catch (error) {
    if (existsSync(before) && !existsSync(folder)) await rename(before, folder).catch(() => undefined);
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError("file-unwritable", { file: folder, reason: fileFaultsEn[code ?? ""] ?? message });
  } finally {
    for (const left of [underWay, before])
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The list of models that a folder's neighbours are in. */
export function indexBeside(folder: string): string {
  return join(dirname(folder), "index.json");
}

/**
 * Adds a model to the list, or gives it its new name there.
 * @throws CliError `no-index`, `file-unwritable`
 */
export async function addToIndex(folder: string, { id, name }: Manifest, signal: AbortSignal): Promise<void> {
  const file = indexBeside(folder);
  const index = await readIndex(file);
  const others = index.models.filter((model) => model.id !== id);
  const models = [...others, { id, name }];
  await writeWhole(file, `${JSON.stringify({ ...index, models }, null, 1)}\n`, signal);
}

/** @throws CliError `no-index` where it is not there or is none */
export async function readIndex(file: string): Promise<{ models: { id: string; name: object }[] }> {
  try {
    const index = JSON.parse(await readFile(file, "utf8")) as { format?: string; models?: unknown };
    if (index.format === "sagan-lens-models" && Array.isArray(index.models)) {
      return index as { models: { id: string; name: object }[] };
    }
  } catch {
    // Said below.
  }
  throw new CliError("no-index", { file });
}
