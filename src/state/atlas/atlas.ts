/** The atlas of the page: opens the generator, computes, pauses, resumes, cancels, and asks for rows. */
import type { AtlasFigures } from "../../atlas/atlas";
import { type Cell, queryAt, sameCell } from "../../attention/grid";
import { asLensError, LensError } from "../../model/errors";
import { fetchModels } from "../../model/formats/models-index";
import { modelSource, savedModels } from "../../model/storage/saved-models";
import { createEngine, type Engine, type EngineProgress } from "../../runtime/api/engine";
import { type AtlasJob, type AtlasWorker, openAtlasWorker } from "../../runtime/atlas/atlas-worker";
import { recovered } from "../../viewer/views/recovered";
import { forcedBackend } from "../navigation/forced-backend";
import { addNotice, replaceNotice } from "../store/notices";
import type { AtlasChoice, AtlasMap } from "./atlas-hash";
import { type AtlasFile, NO_PROGRESS, shownQuery, useAtlas } from "./atlas-store";
import { forgetProgress, noteProgress } from "./left-off";

const { getState: get, setState: set } = useAtlas;

let engine: { readonly model: string; readonly is: Engine } | undefined;
let worker: AtlasWorker | undefined;
/** Ends the computation that runs. */
let stop: AbortController | undefined;

/** The engine, for images of single seeds. */
export const currentEngine = (): Engine | undefined => engine?.is;

/** The worker with the sums, for files. */
export const currentWorker = (): AtlasWorker | undefined => worker;

/** Computes from the beginning, in place of what is computed now. */
export async function compute(choice: AtlasChoice): Promise<void> {
  stop?.abort();
  const mine = new AbortController();
  stop = mine;
  const { signal } = mine;
  set({
    ...{ choice, figures: undefined, row: undefined, progress: NO_PROGRESS, seedImages: new Map() },
    ...{ file: undefined, fileFault: undefined },
    ...{ status: { phase: "opening", progress: undefined }, pointed: null },
  });
  try {
    // Not while a running one restarts: then the work is held up for a moment, and a notice says why.
    const opened = await openedEngine(choice.model, signal, (progress) =>
      set({ status: { phase: "opening", progress } }),
    );
    const job = jobOf(choice, opened);
    worker ??= startedWorker();
    const computing = worker;
    await computing.call("pause", false, { signal });
    set({ status: { phase: "running" } });
    const figures = await computing.compute(job, {
      image: (request) => opened.preview(request),
      signal,
      onReport: (report) => {
        if (stop !== mine) return;
        if ("figures" in report) {
          set({ figures: report.figures });
          requestRow();
          return;
        }
        const { done } = get().progress;
        set({ progress: report });
        if (report.done === done) return;
        noteProgress(choice, report.done);
        requestRow();
      },
    });
    if (stop !== mine) return;
    forgetProgress();
    set({ figures, progress: { share: 1, done: figures.seeds.length }, status: { phase: "done" } });
    requestRow();
  } catch (thrown) {
    if (stop !== mine || signal.aborted) return;
    set({ status: { phase: "failed", error: asLensError(thrown) } });
  }
}

export interface FileContents {
  readonly choice: AtlasChoice;
  readonly figures: AtlasFigures;
  readonly file: AtlasFile;
}

/**
 * Shows what a file holds, in place of what is computed, and opens its model for images of single seeds.
 * @param reader the worker that read the file, and has its matrices
 */
export async function showFile(reader: AtlasWorker, { choice, figures, file }: FileContents): Promise<void> {
  stop?.abort();
  const mine = new AbortController();
  stop = mine;
  worker?.terminate();
  worker = reader;
  forgetProgress();
  set({
    ...{ choice, figures, file, fileFault: undefined, row: undefined, seedImages: new Map(), lostSeeds: 0 },
    ...{ status: { phase: "done" }, progress: { share: 1, done: figures.seeds.length }, pointed: null },
  });
  requestRow();
  const compared = async (): Promise<AtlasFile["weights"]> => {
    try {
      const { manifest } = await openedEngine(choice.model, mine.signal);
      return weightsOf(manifest, file.provenance.step) === file.provenance.weights ? "same" : "other";
    } catch {
      return "missing";
    }
  };
  const weights = await compared();
  if (stop === mine) set(({ file: shown }) => ({ file: shown && { ...shown, weights } }));
}

/** SHA-256 of the weights of a training step; undefined for a step that the model does not have. */
function weightsOf({ generator, snapshots }: Engine["manifest"], step: number | null): string | undefined {
  const from = step === null ? generator : snapshots.find((one) => one.step === step);
  return from?.weights.sha256;
}

/** Stops for good; what is known so far stays. */
export function cancel(): void {
  stop?.abort();
  forgetProgress();
  set({ status: { phase: "cancelled" } });
  requestRow();
}

/** Holds the work up before the next image. */
export function pause(): void {
  hold(true);
}

/** Lets it go on. */
export function resume(): void {
  hold(false);
}

function hold(paused: boolean): void {
  const { phase } = get().status;
  if (!worker || phase !== (paused ? "running" : "paused")) return;
  set({ status: { phase: paused ? "paused" : "running" } });
  // A worker that is lost says so where it computes.
  void worker.call("pause", paused).catch(() => undefined);
}

/** Points at a query; null where the pointer leaves. */
export function pointAt(cell: Cell | null): void {
  const { pointed } = get();
  if (cell && pointed && sameCell(cell, pointed)) return;
  set({ pointed: cell });
  requestRow();
}

/** Pins a query; once more, unpins it. */
export function pin(cell: Cell | null): void {
  const { pinned } = get();
  set({ pinned: cell && pinned && sameCell(cell, pinned) ? null : cell });
  requestRow();
}

export function chooseMap(map: AtlasMap): void {
  set({ map });
}

let isAsking = false;
let isOutdated = false;

/** Asks for the row on show: one question at a time, and once more where another query or more seeds came meanwhile. */
function requestRow(): void {
  if (isAsking) {
    isOutdated = true;
    return;
  }
  const { figures } = get();
  const cell = shownQuery(get());
  if (!worker || !figures || !cell) return;
  isAsking = true;
  const asked = worker.call("row", queryAt(figures.queryGrid, cell));
  void asked
    .then((row) => {
      if (get().figures) set({ row });
    })
    // A worker that is lost says so where it computes.
    .catch(() => undefined)
    .finally(() => {
      isAsking = false;
      const again = isOutdated;
      isOutdated = false;
      if (again) requestRow();
    });
}

function jobOf({ classes, psi, first, last, site }: AtlasChoice, { manifest }: Engine): AtlasJob {
  const { latent, classes: known, id } = manifest;
  const sites = siteNames(manifest);
  const unknown = [
    ...Object.keys(classes ?? {}).filter((name) => !known?.some((one) => one.id === name)),
    ...(site !== null && !sites.includes(site) ? [site] : []),
  ];
  if (unknown.length > 0) addNotice(new LensError("link-misfit", { model: id, parts: unknown.join(", ") }));
  const fitting = Object.entries(classes ?? {}).filter(([name]) => !unknown.includes(name));
  const fits = {
    classes: fitting.length > 0 ? Object.fromEntries(fitting) : null,
    site: site !== null && sites.includes(site) ? site : null,
  };
  set(({ choice }) => ({ choice: { ...choice, ...fits } }));
  return {
    model: { latent, classes: known },
    seeds: Array.from({ length: last - first + 1 }, (_, at) => first + at),
    psi,
    ...(fits.classes && { classes: fits.classes }),
    ...(fits.site !== null && { site: fits.site }),
  };
}

/** Attention sites of a generator, in its order. */
export function siteNames({ generator }: Engine["manifest"]): string[] {
  return generator.layers.flatMap((layer) => (layer.type === "attention" ? [`g.${layer.name}`] : []));
}

async function openedEngine(
  model: string,
  signal: AbortSignal,
  onProgress?: (progress: EngineProgress) => void,
): Promise<Engine> {
  if (engine?.model === model) return engine.is;
  engine?.is.dispose();
  engine = undefined;
  set({ manifest: undefined, engine: undefined });
  const forced = forcedBackend();
  const opened = await createEngine({
    source: modelSource(new URL(`models/${model}/`, document.baseURI)),
    signal,
    ...(forced && { backend: forced }),
    onProgress: (progress) => {
      if (!signal.aborted && engine === undefined) onProgress?.(progress);
    },
    onRecovery: (recovery) => {
      if ("error" in recovery) return;
      replaceNotice(recovered(recovery.from, recovery.to), ["engine-restarted", "engine-stepped-down"]);
      if (engine?.model === model) noteEngine(engine.is);
    },
  });
  if (signal.aborted) {
    opened.dispose();
    throw new LensError("cancelled");
  }
  engine = { model, is: opened };
  set({ manifest: opened.manifest });
  noteEngine(opened);
  return opened;
}

const noteEngine = ({ backend, adapter, check }: Engine) => set({ engine: { backend, adapter, check } });

/** A worker of its own, not yet in use. */
export function startedWorker(): AtlasWorker {
  const opened = openAtlasWorker();
  opened.onLoss(() => {
    opened.terminate();
    if (worker === opened) worker = undefined;
  });
  return opened;
}

/** The models that there are to choose from. */
export async function loadModels(): Promise<void> {
  const folder = new URL("models/", document.baseURI);
  for (const load of [fetchModels, savedModels]) {
    try {
      const entries = await load(folder);
      set(({ models }) => ({ models: [...models, ...entries] }));
    } catch (thrown) {
      addNotice(asLensError(thrown));
    }
  }
}
