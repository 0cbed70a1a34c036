/** `sagan-lens atlas`: statistics over many seeds as a file, and their figures. */
import type { Atlas } from "../atlas/atlas";
import type { Estimate } from "../atlas/bootstrap";
import type { AtlasProvenance } from "../atlas/provenance";
import { NO_INTERVENTION } from "../attention/intervention";
import { atlasArrays, atlasCsv, provenanceTexts } from "../export/atlas-files";
import { npzStream } from "../export/npz";
import { cliEn } from "../locales/en/cli";
import type { Manifest } from "../model/formats/manifest";
import { computeAtlas, seedRequests } from "../runtime/api/atlas";
import type { Engine } from "../runtime/api/engine";
import type { AtlasCommandOptions } from "./atlas-options";
import { CliError } from "./errors";
import { openEngine } from "./open-engine";
import { type Contents, writeWhole } from "./outputs";
import { type SeedProgress, startSeedProgress } from "./progress";
import { checkModel, siteNames } from "./request";

/** What `--json` says. */
export interface AtlasSummary extends AtlasProvenance {
  readonly file: string;
  readonly backend: string;
  /** Largest errors against PyTorch's golden values, on this machine; null for a model without golden values. */
  readonly imageError: number | null;
  readonly betaError: number | null;
  readonly position: Estimate;
  readonly content: Estimate;
  readonly total: Estimate;
  /** Means over queries: nats, query cells, 0 to 1. */
  readonly entropy: number;
  readonly distance: number;
  readonly symmetry: number;
  /** Mean over the seeds of ||gamma o|| / ||x||, and with `--effects` of |image - image with gamma 0|. */
  readonly share: number;
  readonly effect: number | null;
}

/**
 * Computes and writes the file.
 * @throws CliError for what does not fit the model or the disk, `atlas-interrupted` where the signal says so; LensError for models and
 * engines
 */
export async function makeAtlas(
  options: AtlasCommandOptions,
  signal: AbortSignal,
  stderr: NodeJS.WriteStream,
): Promise<AtlasSummary> {
  const { seeds, output } = options;
  let done = 0;
  let engine: Engine | undefined;
  let progress: SeedProgress | undefined;
  try {
    engine = await openEngine(options, signal);
    const provenance = provenanceOf(options, engine.manifest);
    const shown = startSeedProgress(seeds.length, stderr);
    progress = shown;
    const atlas = await computeAtlas(engine, {
      seeds,
      request: requestsFor(options, provenance, engine.manifest),
      site: provenance.site,
      withEffects: options.effects,
      onProgress: (now) => {
        done = now.done;
        shown.at(now.done, now.share, now.secondsLeft);
      },
      signal,
    });
    await writeWhole(output, contentsOf(atlas, options, provenance, engine.manifest), signal);
    return summaryOf(atlas, engine, provenance, output);
  } catch (error) {
    if (signal.aborted) throw new CliError("atlas-interrupted", { done, count: seeds.length });
    throw error;
  } finally {
    progress?.end();
    engine?.dispose();
  }
}

/** @throws CliError `no-classes`, `class-unknown`, `step-unknown`, `no-attention`, `site-unknown` */
function provenanceOf(options: AtlasCommandOptions, manifest: Manifest): AtlasProvenance {
  checkModel(options, manifest);
  const { classes, step, psi, gamma, temperature, seeds } = options;
  const names = siteNames(manifest);
  if (names.length === 0) throw new CliError("no-attention", { model: manifest.id });
  const site = options.site ?? names[0];
  if (!names.includes(site)) {
    throw new CliError("site-unknown", { model: manifest.id, given: site, sites: names.join(", ") });
  }
  const snapshot = manifest.snapshots.find((one) => one.step === step);
  const inTurn = Object.keys(classes).length === 0;
  return {
    model: manifest.id,
    weights: (snapshot ?? manifest.generator).weights.sha256,
    step,
    site,
    seeds: options.seedsTyped,
    seedCount: seeds.length,
    psi,
    classes: manifest.classes ? (inTurn ? "in turn" : classes) : null,
    gamma,
    temperature,
  };
}

function requestsFor(options: AtlasCommandOptions, { site, classes }: AtlasProvenance, manifest: Manifest) {
  const { psi, step, gamma, temperature } = options;
  const changed = gamma !== 1 || temperature !== 1;
  return seedRequests(manifest, {
    psi,
    ...(classes && classes !== "in turn" && { classes }),
    ...(step !== null && { snapshot: step }),
    ...(changed && { interventions: { [site]: { ...NO_INTERVENTION, gammaScale: gamma, temperature } } }),
  });
}

function contentsOf(
  atlas: Atlas,
  { format }: AtlasCommandOptions,
  provenance: AtlasProvenance,
  { image: { size, channels } }: Manifest,
): Contents {
  if (format === "csv") return atlasCsv(atlas);
  return npzStream(atlasArrays(atlas, [size, size, channels]), provenanceTexts(provenance));
}

function summaryOf(atlas: Atlas, engine: Engine, provenance: AtlasProvenance, file: string): AtlasSummary {
  const { position, content, total, effects } = atlas;
  const { imageError, betaError } = engine.check;
  return {
    ...provenance,
    file,
    backend: engine.backend,
    imageError,
    betaError,
    position,
    content,
    total,
    entropy: mean(atlas.entropyMap),
    distance: mean(atlas.distanceMap),
    symmetry: mean(atlas.symmetryMap),
    share: mean(atlas.shares),
    effect: effects && mean(effects),
  };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  return sum / values.length;
}

/** The three figures and the file, for a person. */
export function figureLines({ position, content, total, file }: AtlasSummary): string[] {
  const { atlasFigures: says } = cliEn;
  const line = (name: string, { value, interval }: Estimate) => {
    const short = (number: number) => number.toFixed(3);
    if (!interval) return says.single(name, short(value));
    return says.line(name, short(value), short(interval[0]), short(interval[1]));
  };
  return [line(says.position, position), line(says.content, content), line(says.total, total), file];
}
