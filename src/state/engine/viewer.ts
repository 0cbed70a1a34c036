/** The page's viewer: the headless lens over the page's store, with an engine of its own. */
import { fetchGallery, fetchStill } from "../../model/formats/gallery";
import { modelSource } from "../../model/storage/saved-models";
import { createEngine } from "../../runtime/api/engine";
import { createSummarizer } from "../../runtime/jobs/summarizer";
import { DirectionFinder } from "../../viewer/requests/direction-finder";
import { DiscriminatorRequests } from "../../viewer/requests/discriminator-requests";
import type { EngineProvider } from "../../viewer/requests/engine-holder";
import { Generation } from "../../viewer/requests/generation";
import { InsideRequests } from "../../viewer/requests/inside-requests";
import { loadTrainingLog } from "../../viewer/requests/training-log";
import { defaultLensState, type LensState } from "../../viewer/state/lens-state";
import { openedModel } from "../../viewer/state/opened-model";
import { ViewerModel } from "../../viewer/viewer-model";
import { forcedBackend } from "../navigation/forced-backend";
import { missingModel } from "../navigation/missing-model";
import { withoutHistory } from "../store/history-steps";
import { useStore } from "../store/store";

const ownEngine: EngineProvider = async ({ folder, ...options }) => {
  const forced = forcedBackend();
  const engine = await createEngine({
    ...options,
    source: modelSource(folder),
    ...(forced && { backend: forced }),
  });
  return { engine, release: () => engine.dispose() };
};

export const viewer: ViewerModel = new ViewerModel({
  holder: useStore,
  base: () => new URL("./", document.baseURI),
  source: modelSource,
  generation: () => generation,
  opens: "at once",
  withoutHistory,
  stills: { fetchGallery, fetchStill, reportsFaults: true },
  // Numbers of the whole matrix stand beside the map, whichever map that is.
  summaries: { open: createSummarizer, isWanted: () => true },
  afterOpening: () => Promise.all([loadTrainingLog(viewer.context), generation.directions.loadDirections()]),
  onMissingModel: (error) => {
    viewer.notify(missingModel(error, viewer.state.lens));
    viewer.set(openedModel(viewer.state, defaultLensState.model));
  },
});

/** The engine and what it is asked for. */
export const generation = new Generation(viewer.context, ownEngine);
export const discriminator = new DiscriminatorRequests(viewer.context);
export const directionFinder = new DirectionFinder(viewer.context, generation.directions);
export const inside = new InsideRequests(viewer.context, generation);

/** Changes what a person chose. */
export function patch(change: Partial<LensState>): void {
  viewer.set(change);
}

/** The page's lens, for inputs that can be those of another one, too. */
export const pageLens = { useState: useStore, getState: useStore.getState, patch };
