/** `sagan-lens figure`: a file for each seed, and a summary of them. */
import { cellOfKey, queryAt } from "../attention/grid";
import { attentionRow } from "../attention/row";
import { summarizeRow } from "../attention/summary";
import type { Engine } from "../runtime/api/engine";
import { contentsOf, linkOf, type Made } from "./contents";
import { CliError } from "./errors";
import { openEngine } from "./open-engine";
import type { FigureOptions } from "./options";
import { outputsFor, writeWhole } from "./outputs";
import { type Progress, startProgress } from "./progress";
import { checkModel, checkSite, requestOf, siteNames, stateFor } from "./request";

/** What `--json` says. */
export interface FigureSummary {
  readonly model: string;
  readonly backend: string;
  /** Largest errors against PyTorch's golden values, on this machine; null for a model without golden values. */
  readonly imageError: number | null;
  readonly betaError: number | null;
  readonly site: string;
  readonly files: readonly FileSummary[];
}

export interface FileSummary {
  readonly file: string;
  readonly seed: number;
  /** As learned, without the factor of `--gamma`. */
  readonly gamma: number;
  /** ||gamma o|| / ||x|| */
  readonly share: number;
  readonly queries: readonly QuerySummary[];
  readonly link?: string;
}

export interface QuerySummary {
  readonly x: number;
  readonly y: number;
  readonly sum: number;
  /** nats */
  readonly entropy: number;
  readonly maxEntropy: number;
  readonly maxWeight: number;
  readonly topKey: { readonly x: number; readonly y: number };
}

/**
 * Writes the files.
 * @throws CliError for what does not fit the model or the disk, `interrupted` where the signal says so; LensError for models and engines
 */
export async function makeFigures(
  options: FigureOptions,
  signal: AbortSignal,
  stderr: NodeJS.WriteStream,
): Promise<FigureSummary> {
  const outputs = outputsFor(options.output, options.seeds, options);
  const files: FileSummary[] = [];
  let engine: Engine | undefined;
  let site = "";
  let progress: Progress | undefined;
  try {
    engine = await openEngine(options, signal);
    const { manifest } = engine;
    checkModel(options, manifest);
    progress = startProgress(outputs.length, stderr);
    for (const { seed, file } of outputs) {
      signal.throwIfAborted();
      const made = await make(engine, options, seed);
      await writeWhole(file, contentsOf(made, options), signal);
      site = made.site.name;
      files.push(summaryOf(made, options, file, seed));
      progress.written(file);
    }
    const { backend, check } = engine;
    const { imageError, betaError } = check;
    return { model: manifest.id, backend, imageError, betaError, site, files };
  } catch (error) {
    if (signal.aborted) throw new CliError("interrupted", { done: files.length, count: outputs.length });
    throw error;
  } finally {
    progress?.end();
    engine?.dispose();
  }
}

/** One image. */
async function make(engine: Engine, options: FigureOptions, seed: number): Promise<Made> {
  const { manifest } = engine;
  const [first] = siteNames(manifest);
  const lens = stateFor(options, manifest.id, seed, options.site ?? first ?? "");
  const generation = await engine.preview(requestOf(lens, manifest));
  const site = checkSite(options, generation.sites, manifest.id);
  return { generation, site, lens, manifest };
}

function summaryOf(made: Made, options: FigureOptions, file: string, seed: number): FileSummary {
  const { site } = made;
  const queries = options.queries.map((cell): QuerySummary => {
    const row = attentionRow(site, queryAt(site.queryGrid, cell));
    const { topKey, ...numbers } = summarizeRow(row);
    return { ...cell, ...numbers, topKey: cellOfKey(site.keyGrid, topKey) };
  });
  const link = linkOf(made, options.linkBase);
  return { file, seed, gamma: site.gamma, share: site.share, queries, ...(link && { link }) };
}
