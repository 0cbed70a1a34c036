/** `sagan-lens import`: a checkpoint of another code base, written as a model's folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { splitClassNames } from "../importing/class-names";
import { finishImport } from "../importing/finish";
import type { Imported, ImportReport } from "../importing/imported";
import { openCheckpoint } from "../importing/readers/open";
import { recognise } from "../importing/recognise";
import { cliEn } from "../locales/en/cli";
import { LensError } from "../model/errors";
import type { Manifest } from "../model/formats/manifest";
import { closeFiles, openFiles } from "./checkpoint-files";
import { CliError } from "./errors";
import type { BatchWanted, ImportCommandOptions } from "./import-options";
import { addToIndex, checkFolder, indexBeside, readIndex, writeFolder } from "./model-folder";
import { startReading } from "./progress";

/** What `--json` says. */
export interface ImportSummary {
  readonly folder: string;
  readonly files: readonly string[];
  readonly id: string;
  /** Whether the list of models beside the folder has it. */
  readonly listed: boolean;
  readonly report: ImportReport;
}

export interface ImportResult {
  readonly summary: ImportSummary;
  readonly manifest: Manifest;
  /** The list of models beside the folder, where there is one. */
  readonly index: string | undefined;
}

/**
 * Reads the checkpoint and writes the folder.
 * @throws CliError for folders and the disk, `interrupted` where the signal says so; LensError for the file
 */
export async function importCheckpoint(
  options: ImportCommandOptions,
  signal: AbortSignal,
  stderr: NodeJS.WriteStream,
): Promise<ImportResult> {
  const { folder, id, name, half, add } = options;
  checkFolder(folder, options.force);
  const index = indexBeside(folder);
  if (add) await readIndex(index);
  try {
    const read = await readFiles(options, signal, stderr);
    const imported = options.batch ? await withBatch(read, options.batch) : read;
    signal.throwIfAborted();
    const { manifest, files } = await finishImport(imported, id, {
      half,
      ...(name !== undefined && { name }),
    });
    await writeFolder(folder, files, signal);
    if (add) await addToIndex(folder, manifest, signal);
    const listed = existsSync(index) && (await isListed(index, id));
    const paths = [...files.keys()].map((path) => join(folder, path));
    return {
      summary: { folder, files: paths, id, listed, report: imported.report },
      manifest,
      index: existsSync(index) ? index : undefined,
    };
  } catch (error) {
    const stopped = signal.aborted || (error instanceof LensError && error.code === "cancelled");
    throw stopped ? new CliError("interrupted", { done: 0, count: 2 }) : error;
  }
}

async function readFiles(
  { files, family, classes, truncation }: ImportCommandOptions,
  signal: AbortSignal,
  stderr: NodeJS.WriteStream,
): Promise<Imported> {
  const sources = await openFiles(files);
  const progress = startReading(sources[0].name, stderr);
  try {
    const { checkpoint: own, classNames } = await splitClassNames(sources);
    const checkpoint = await openCheckpoint(own, { signal });
    return await recognise(checkpoint, {
      signal,
      ...(truncation !== undefined && { truncation }),
      onProgress: ({ loaded, total }) => progress.at(total > 0 ? loaded / total : 1),
      ...(family !== undefined && { family }),
      ...(classes && { classes }),
      ...(classNames && { classNames }),
    });
  } finally {
    progress.end();
    await closeFiles(sources);
  }
}

/** The same with the statistics of a batch. */
async function withBatch(imported: Imported, batch: BatchWanted): Promise<Imported> {
  // TensorFlow.js is loaded where it is needed.
  const { importedWithBatchInNode } = await import("../runtime/jobs/batch-import.node");
  return importedWithBatchInNode(imported, batch);
}

async function isListed(index: string, id: string): Promise<boolean> {
  return (await readIndex(index).catch(() => undefined))?.models.some((model) => model.id === id) ?? false;
}

/** What a person reads after the report. */
export function endLines({ summary, index }: ImportResult): string[] {
  const { report: says } = cliEn;
  const lines = [says.written(summary.folder)];
  if (index !== undefined) lines.push(summary.listed ? says.added(index) : says.notAdded(index));
  return lines;
}
