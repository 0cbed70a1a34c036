/** The page's viewer: the headless lens over the page's store, with an engine of its own. */
import { fetchGallery, fetchStill } from "../../model/formats/gallery";
import { readKeptOrWeb } from "../../model/storage/saved-models";
import { createEngine } from "../../runtime/api/engine";
import type { BackendName } from "../../runtime/api/types";
import { createSummarizer } from "../../runtime/jobs/summarizer";
import { DiscriminatorRequests } from "../../viewer/requests/discriminator-requests";
import type { EngineProvider } from "../../viewer/requests/engine-holder";
import { loadTrainingLog } from "../../viewer/requests/training-log";
import { defaultLensState } from "../../viewer/state/lens-state";
import { openedModel } from "../../viewer/state/opened-model";
import { ViewerModel } from "../../viewer/viewer-model";
import { useStore } from "../store/store";

/** The backend that the address names. */
let forced: BackendName | undefined;

/** Engines opened from now on run on this backend and no other. */
export function forceBackend(backend: BackendName | undefined): void {
  forced = backend;
}

const ownEngine: EngineProvider = async ({ folder, ...options }) => {
  const engine = await createEngine({
    ...options,
    source: { folder, read: readKeptOrWeb },
    ...(forced && { backend: forced }),
  });
  return { engine, release: () => engine.dispose() };
};

export const viewer: ViewerModel = new ViewerModel({
  holder: useStore,
  base: () => new URL("./", document.baseURI),
  engines: ownEngine,
  opens: "at once",
  stills: { fetchGallery, fetchStill, reportsFaults: true },
  // Numbers of the whole matrix stand beside the map, whichever map that is.
  summaries: { open: createSummarizer, isWanted: () => true },
  afterOpening: ({ context, extras }) => Promise.all([loadTrainingLog(context), extras.loadDirections()]),
  onMissingModel: () => viewer.set(openedModel(viewer.state, defaultLensState.model)),
});

export const discriminator = new DiscriminatorRequests(viewer.context);
