/** The names of the files to write, and writing them whole. */
import { existsSync, statSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileFaultsEn } from "../locales/en/cli";
import { CliError } from "./errors";

export const FORMATS = ["png", "svg", "csv", "npy"] as const;
export type Format = (typeof FORMATS)[number];

export interface Output {
  readonly seed: number;
  readonly file: string;
}

const SEED = "{seed}";

/** What a file is made of. */
export type Contents = Uint8Array | string | AsyncIterable<Uint8Array>;

/** Whether an output names a folder: by a slash at its end, or because it exists. */
export function isFolder(output: string): boolean {
  return /[/\\]$/.test(output) || (existsSync(output) && statSync(output).isDirectory());
}

/** The format that a file's name ends in. @throws CliError `format-unknown` */
export function formatOf(file: string): Format {
  const ending = extname(file).slice(1).toLowerCase();
  const format = FORMATS.find((name) => name === ending);
  if (!format) throw new CliError("format-unknown", { file });
  return format;
}

/**
 * A file for each seed.
 * @param output a file's name, with `{seed}` where there are several seeds, or a folder
 * @throws CliError `one-name-for-many`; `file-exists` unless forced
 */
export function outputsFor(
  output: string,
  seeds: readonly number[],
  { model, format, force }: { model: string; format: Format; force: boolean },
): Output[] {
  const name = isFolder(output) ? join(output, `${model}-${SEED}.${format}`) : output;
  if (seeds.length > 1 && !name.includes(SEED)) {
    const ending = extname(output);
    const example = `${output.slice(0, output.length - ending.length)}-${SEED}${ending}`;
    throw new CliError("one-name-for-many", { count: seeds.length, file: output, example });
  }
  const outputs = seeds.map((seed) => ({ seed, file: name.replaceAll(SEED, String(seed)) }));
  for (const { file } of outputs) checkFile(file, force);
  return outputs;
}

/** @throws CliError `file-exists` unless forced; `file-unwritable` for a folder */
export function checkFile(file: string, force: boolean): void {
  if (!existsSync(file)) return;
  if (!force) throw new CliError("file-exists", { file });
  if (statSync(file).isDirectory()) {
    throw new CliError("file-unwritable", { file, reason: fileFaultsEn.EISDIR });
  }
}

/**
 * Writes a file under another name and then gives it its own, so that it is either whole or not there.
 * @throws CliError `file-unwritable`; the signal's reason, where it says so meanwhile
 */
export async function writeWhole(file: string, bytes: Contents, signal: AbortSignal): Promise<void> {
  const folder = dirname(file);
  const underWay = join(folder, `.${basename(file)}.${process.pid}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(underWay, bytes, { flag: "wx", signal });
    signal.throwIfAborted();
    await rename(underWay, file);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError("file-unwritable", { file, reason: fileFaultsEn[code ?? ""] ?? message });
  } finally {
    // What could not be made need not go.
    await rm(underWay, { force: true }).catch(() => undefined);
  }
}
