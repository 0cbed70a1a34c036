/** The two sides of a comparison: each a lens of its own; both on one engine where they show the same model. */
import { fetchGallery, fetchStill } from "../../model/formats/gallery";
import { modelSource } from "../../model/storage/saved-models";
import { createEngine, type Engine } from "../../runtime/api/engine";
import { createEnginePool, type EngineRequest } from "../../runtime/api/shared-engine";
import { createSummarizer } from "../../runtime/jobs/summarizer";
import { Generation } from "../../viewer/requests/generation";
import { defaultLensState } from "../../viewer/state/lens-state";
import { openedModel } from "../../viewer/state/opened-model";
import { ViewerModel } from "../../viewer/viewer-model";
import { forcedBackend } from "../navigation/forced-backend";

/** Sides that change places, or take each other's model, take their engines along. */
const IDLE_MS = 1000;

/** Ends when no engine is being opened. */
let opening: Promise<unknown> = Promise.resolve();

/** Engines are opened one after the other: each holds its weights twice while it starts. */
function createInTurn({ folder, ...request }: EngineRequest): Promise<Engine> {
  const forced = forcedBackend();
  const options = { ...request, source: modelSource(folder), ...(forced && { backend: forced }) };
  const engine = opening.then(() => createEngine(options));
  opening = engine.catch(() => undefined);
  return engine;
}

const leaseEngine = createEnginePool(createInTurn, IDLE_MS);

let gallery: ReturnType<typeof fetchGallery> | undefined;

/** The gallery, fetched once for both. */
function sharedGallery(folder: URL): ReturnType<typeof fetchGallery> {
  const loading = gallery ?? fetchGallery(folder);
  gallery = loading;
  loading.catch(() => {
    gallery = undefined;
  });
  return loading;
}

/** A lens of the page's models, without an interface. */
export function createSide(): ViewerModel {
  const viewer = new ViewerModel({
    base: () => new URL("./", document.baseURI),
    source: modelSource,
    generation: (context) => new Generation(context, leaseEngine),
    opens: "at once",
    stills: { fetchGallery: sharedGallery, fetchStill, reportsFaults: false },
    // Rows need no view of the whole matrix.
    summaries: { open: createSummarizer, isWanted: () => false },
    onMissingModel: (error) => {
      viewer.notify(error);
      viewer.set(openedModel(viewer.state, defaultLensState.model));
    },
  });
  return viewer;
}
