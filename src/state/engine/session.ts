/**
 * The life of a page: a still first, then the engine, then images as the recipe changes. The one place where state and
 * engine meet.
 */

import { type Interventions, sameInterventions } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import { normalNoise } from "../../latent/noise";
import { asLensError, LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import { fetchGallery, fetchStill, type GalleryEntry } from "../../model/formats/gallery";
import type { Manifest } from "../../model/formats/manifest";
import { fetchModels } from "../../model/formats/models-index";
import type { Still } from "../../model/formats/still";
import { readTrainingLog, type TrainingLog } from "../../model/formats/training-log";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified } from "../../model/storage/download";
import { fetchDirections } from "../../model/storage/fetch-directions";
import { modelSource, savedModels } from "../../model/storage/saved-models";
import { createEngine, type Engine, type Recovery } from "../../runtime/api/engine";
import { BACKENDS, type BackendName, type FeatureMap, type QueryVectors } from "../../runtime/api/types";
import { stillFile } from "../../viewer/files/still-file";
import { defaultLensState } from "../../viewer/state/lens-state";
import { type ImageRecipe, sameRecipe } from "../../viewer/state/recipe";
import { activeInterventions, preparedImage, shownImage } from "../../viewer/views/derived";
import { imageFromGeneration, imageFromStill } from "../../viewer/views/image";
import { recovered } from "../../viewer/views/recovered";
import { requestFor } from "../../viewer/views/request";
import { rememberedStill, rememberStill } from "../files/stills-seen";
import {
  addNotice,
  openRecipe,
  replaceNotice,
  resetInterventions,
  setModel,
  setSnapshot,
} from "../store/actions";
import { type EngineStatus, type LensImage, useStore } from "../store/store";

const address = (path: string) => new URL(path, document.baseURI);
const stillAddress = (file: string) => address(`stills/${file}`);

/** Faults of a start that a network that is there again may mend. */
const CUT_OFF: ReadonlySet<string> = new Set(["file-unreachable", "file-truncated", "no-backend"]);

let engine: Engine | undefined;
let cancel: AbortController | undefined;
/** The backend that the address names. */
let forced: BackendName | undefined;

/** Starts everything; called once. */
export async function startSession(): Promise<void> {
  const { lens } = useStore.getState();
  useStore.subscribe(
    (state) => state.lens,
    (next, previous) => {
      // A person's own image gives way to the generated one that is asked for.
      if (!sameRecipe(next, previous)) useStore.setState({ userImage: undefined });
      if (next.model !== previous.model) void openModel();
      else if (
        !sameRecipe(next, previous) ||
        !sameInterventions(next.interventions, previous.interventions)
      ) {
        void requestImage();
      }
    },
  );
  forced = backendFromAddress();
  addEventListener("online", () => {
    const { engine: status } = useStore.getState();
    const isCut = status.phase === "failed" && CUT_OFF.has(status.error.code);
    if (isCut) void startEngine();
  });
  const opening = sameRecipe(lens, defaultLensState);
  // The still first: on a slow line the weights would share its bandwidth.
  if (opening) await showStill(stillFile(lens.model, lens.seed));
  void startEngine();
  await loadShelves();
  const still = preparedImage(useStore.getState());
  if (!opening && still) await showStill(still.file);
}

/** Another model: its still while its generator loads. */
async function openModel(): Promise<void> {
  showRemembered();
  const starting = startEngine();
  const still = preparedImage(useStore.getState());
  if (still) await showStill(still.file);
  await starting;
}

/** Opens the model on the best backend, or the one that the address names. Also the "try again" of a failed start. */
export async function startEngine(): Promise<void> {
  const { model } = useStore.getState().lens;
  engine?.dispose();
  engine = undefined;
  asked = undefined;
  cancel?.abort();
  finding?.abort();
  cancel = new AbortController();
  const mine = cancel;
  const engineState = { phase: "download", progress: { loaded: 0, total: 0 } } as const;
  useStore.setState({
    engine: engineState,
    directions: undefined,
    log: undefined,
    snapshotProgress: undefined,
    userImage: undefined,
    discriminatorOutput: undefined,
    discriminatorProgress: undefined,
  });
  let opened: Engine;
  try {
    opened = await createEngine({
      source: modelSource(address(`models/${model}/`)),
      signal: mine.signal,
      onProgress: (progress) => useStore.setState({ engine: progress }),
      onSnapshotProgress: (snapshotProgress) => useStore.setState({ snapshotProgress }),
      onRecovery: (recovery) => mine === cancel && takeUpRecovery(recovery),
      ...(forced && { backend: forced }),
    });
  } catch (error) {
    // Overtaken by the start of another model, which cancelled this one.
    if (mine !== cancel) return;
    const fault = asLensError(error);
    const isShown = useStore.getState().image?.recipe.model === model;
    if (fault.code === "manifest-missing" && model !== defaultLensState.model && !isShown) {
      // A link to a model that this site does not have, and no still of it that was opened as a file.
      addNotice(fault);
      setModel(defaultLensState.model);
    } else useStore.setState({ engine: { phase: "failed", error: fault } });
    return;
  }
  const { manifest } = opened;
  // A link or a session may have gone along directions: without them, its images would be others.
  const directions = goesAlongDirections() ? await loadDirections(manifest) : undefined;
  if (mine !== cancel) {
    opened.dispose();
    return;
  }
  engine = opened;
  useStore.setState({
    manifest,
    directions,
    latentSize: manifest.latent.size,
    engine: statusOf(opened),
  });
  await requestImage();
  await loadExtras(manifest);
}

function statusOf({ backend, adapter, check, attempts }: Engine): EngineStatus {
  return { phase: "ready", backend, adapter, check, attempts };
}

/** The engine was lost and is there again, or is not; what it was asked for meanwhile it answers by itself. */
function takeUpRecovery(recovery: Recovery): void {
  if ("error" in recovery) {
    engine?.dispose();
    engine = undefined;
    useStore.setState({ engine: { phase: "failed", error: recovery.error } });
    return;
  }
  replaceNotice(recovered(recovery.from, recovery.to), ["engine-restarted", "engine-stepped-down"]);
  if (engine) useStore.setState({ engine: statusOf(engine) });
}

/** Whether any image that the state asks for lies along a principal direction. */
function goesAlongDirections(): boolean {
  const { lens } = useStore.getState();
  const recipes = [lens, ...lens.kept.map(({ recipe }) => recipe), ...lens.walk.frames];
  if (lens.pinned) recipes.push(lens.pinned.recipe);
  return recipes.some(({ directions }) => Object.keys(directions).length > 0);
}

/** What a model may bring beside its weights: directions and the log of its training. Small, and mostly not needed at first. */
async function loadExtras(manifest: Manifest): Promise<void> {
  const current = () => useStore.getState().manifest === manifest;
  const loads = [
    loadLog(manifest).then((log) => current() && useStore.setState({ log })),
    useStore.getState().directions === undefined &&
      loadDirections(manifest).then((directions) => current() && takeUpDirections(directions)),
  ];
  await Promise.all(loads);
}

/** The directions that a model brings; where they cannot be had, that is told. */
function loadDirections(manifest: Manifest): Promise<Directions | undefined> {
  return fetchDirections(manifest, modelSource(address(`models/${manifest.id}/`))).catch(toldOf);
}

function loadLog({ id, log }: Manifest): Promise<TrainingLog | undefined> {
  if (!log) return Promise.resolve(undefined);
  const { folder, read, cache = openFileCache() } = modelSource(address(`models/${id}/`));
  return fetchVerified(log, folder, cache, { ...(read && { read }) })
    .then((bytes) => readTrainingLog(bytes, log.path))
    .catch(toldOf);
}

function toldOf(thrown: unknown): undefined {
  addNotice(asLensError(thrown));
}

/** Directions that have come: an image that was asked for along them is made again, with them. */
function takeUpDirections(directions: Directions | undefined): void {
  useStore.setState({ directions });
  if (!directions || Object.keys(useStore.getState().lens.directions).length === 0) return;
  asked = undefined;
  void requestImage();
}

/** Latents that directions are found from, as many as at export. */
const DIRECTION_LATENTS = 10_000;
/** Their seed: the same directions on every visit. */
const DIRECTION_SEED = 13;

let finding: AbortController | undefined;

/** Finds the principal directions of a model that brings none. */
export async function findDirections(): Promise<void> {
  const used = engine;
  if (!used) return;
  finding?.abort();
  const stop = new AbortController();
  finding = stop;
  const { latent, classes } = used.manifest;
  const tell = (findingDirections: number | undefined) => {
    if (finding === stop) useStore.setState({ findingDirections });
  };
  tell(0);
  try {
    const latents = normalNoise(DIRECTION_SEED, DIRECTION_LATENTS * latent.size);
    const labels = classes
      ? Uint8Array.from({ length: DIRECTION_LATENTS }, (_, n) => n % classes.length)
      : undefined;
    const directions = await used.findDirections(
      { latents, labels },
      { onProgress: tell, signal: stop.signal },
    );
    if (used === engine) takeUpDirections(directions);
  } catch (thrown) {
    const error = asLensError(thrown);
    if (error.code !== "cancelled") addNotice(error);
  }
  tell(undefined);
}

export function cancelDirections(): void {
  finding?.abort();
}

export function cancelEngine(): void {
  cancel?.abort();
}

/** Shows an image of the gallery, from its still where no engine runs. */
export async function openGalleryEntry(entry: GalleryEntry): Promise<void> {
  openRecipe(entry);
  if (!engine) await showStill(entry.file);
}

/** The recipe that the engine was asked for last: its image is on show or on its way. */
let asked: ImageRecipe | undefined;

/** Makes what is asked for: the image as trained where it is another one, then the one with interventions. */
async function requestImage(): Promise<void> {
  if (!engine) {
    showRemembered();
    return;
  }
  const { lens, image } = useStore.getState();
  try {
    // What was asked for last counts, not what is on show: an image on its way would come and stay.
    if (!asked || !sameRecipe(asked, lens)) {
      asked = lens;
      const made = await generate(lens, {});
      // Overtaken by a newer request, which will bring its own images.
      if (!made) return;
      useStore.setState({ image: made });
      markOnce("lens:first-picture");
    } else if (!image?.values || !sameRecipe(image.recipe, lens)) {
      // Whoever waits for the image goes on with the interventions of then.
      return;
    }
    const now = useStore.getState();
    const interventions = activeInterventions(now);
    // Asked for now, the interventions of a newer recipe would take the place of its image as trained.
    if (!sameRecipe(now.lens, lens) || Object.keys(interventions).length === 0) return;
    const changed = await generate(now.lens, interventions);
    if (changed) useStore.setState({ changed });
  } catch (thrown) {
    if (asked === lens) asked = undefined;
    const error = asLensError(thrown);
    // A newer request ended the download of a snapshot; it brings its own image.
    if (error.code === "cancelled" || useStore.getState().engine.phase === "failed") return;
    if (error.code === "all-keys-masked") {
      // The page itself masks no such thing; a link may.
      addNotice(error);
      resetInterventions();
    } else if (useStore.getState().lens.snapshot !== null && !error.code.startsWith("engine-")) {
      // The finished generator is still there.
      addNotice(error);
      setSnapshot(null);
    } else useStore.setState({ engine: { phase: "failed", error } });
  }
}

/**
 * An image beside the one on show: for a strip, a comparison, a film. Each request is answered.
 * @returns `undefined` where no engine runs, or another model was opened meanwhile
 * @throws LensError what the engine throws
 */
export async function makeImage(
  recipe: ImageRecipe,
  interventions: Interventions = {},
): Promise<LensImage | undefined> {
  const used = engine;
  if (!used || used.manifest.id !== recipe.model) return undefined;
  const made = await unlessReplaced(
    used,
    used.preview(requestFor(useStore.getState(), recipe, interventions)),
  );
  if (!made) return undefined;
  return imageFromGeneration(made, used.manifest.image.size, recipe, interventions);
}

/** Small images of recipes, as trained and in order, until all are made or `signal` ends it. */
export async function makeStrip(
  recipes: readonly ImageRecipe[],
  onPicture: (image: LensImage, place: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const [place, recipe] of recipes.entries()) {
    if (signal.aborted) return;
    const image = await makeImage(recipe);
    if (image && !signal.aborted) onPicture(image, place);
  }
}

/** An engine's answer; `undefined` where another engine took its place, which ends its requests. */
async function unlessReplaced<T>(used: Engine, answer: Promise<T>): Promise<T | undefined> {
  try {
    const given = await answer;
    return used === engine ? given : undefined;
  } catch (thrown) {
    if (used !== engine) return undefined;
    throw thrown;
  }
}

async function generate(recipe: ImageRecipe, interventions: Interventions): Promise<LensImage | undefined> {
  if (!engine) return undefined;
  const used = engine;
  const made = await unlessReplaced(
    used,
    used.generate(requestFor(useStore.getState(), recipe, interventions)),
  );
  if (!made) return undefined;
  return imageFromGeneration(made, used.manifest.image.size, recipe, interventions);
}

/** x_j, o_j and y_j of a query in the image on show; `undefined` where no engine made it, or a newer question came. */
export async function vectorsOf(site: AttentionSite, query: number): Promise<QueryVectors | undefined> {
  const state = useStore.getState();
  const shown = shownImage(state);
  if (!engine || shown?.from !== "engine") return undefined;
  const request = requestFor(state, shown.recipe, shown.interventions);
  return unlessReplaced(engine, engine.vectorsOf({ request, site: site.name, query }));
}

/**
 * What the discriminator of the opened model says of an image; `undefined` where a newer question came, or no engine runs.
 * @throws LensError what the engine throws
 */
export async function askDiscriminator(image: LensImage, withGradient: boolean, signal: AbortSignal) {
  const used = engine;
  if (!used || !image.values) return undefined;
  const { classWeights } = requestFor(useStore.getState(), image.recipe, {});
  return unlessReplaced(
    used,
    used.discriminate({
      image: image.values,
      withGradient,
      signal,
      onProgress: (discriminatorProgress) => useStore.setState({ discriminatorProgress }),
      ...(classWeights && { classWeights }),
    }),
  );
}

/** One channel of each stage in the image on show; `undefined` as above. */
export async function stageFeatures(
  channels: Readonly<Record<number, number>>,
): Promise<FeatureMap[] | undefined> {
  const state = useStore.getState();
  const shown = shownImage(state);
  if (!engine || shown?.from !== "engine") return undefined;
  const request = requestFor(state, shown.recipe, shown.interventions);
  return unlessReplaced(engine, engine.features({ request, channels }));
}

async function showStill(file: string): Promise<void> {
  let still: Still;
  try {
    still = await fetchStill(stillAddress(file));
  } catch (error) {
    // The engine makes the same image; a missing still only costs the head start.
    addNotice(asLensError(error));
    return;
  }
  const image = imageFromStill(still);
  rememberStill(image);
  // By now the engine may have made it, or another image is wanted.
  if (engine || !sameRecipe(image.recipe, useStore.getState().lens)) return;
  useStore.setState({ image });
  markOnce("lens:first-hover");
}

/** Without an engine, the still that the state asks for, if it was on show before: the way back leads there too. */
function showRemembered(): void {
  const { lens, image } = useStore.getState();
  const known = rememberedStill(lens);
  if (known && known !== image) useStore.setState({ image: known, changed: undefined });
}

/** What there is to choose from. Without it, the page still shows what it opened with. */
async function loadShelves(): Promise<void> {
  const gallery = fetchGallery(address("stills/")).then((shelves) => useStore.setState({ gallery: shelves }));
  const models = fetchModels(address("models/")).then((entries) => useStore.setState({ models: entries }));
  const kept = savedModels(address("models/")).then((entries) => useStore.setState({ savedModels: entries }));
  for (const result of await Promise.allSettled([gallery, models, kept])) {
    if (result.status === "rejected") addNotice(asLensError(result.reason));
  }
}

function backendFromAddress(): BackendName | undefined {
  const asked = new URLSearchParams(window.location.search).get("backend");
  if (asked === null) return undefined;
  const known = BACKENDS.find((name) => name === asked);
  if (!known) addNotice(new LensError("backend-unknown", { backend: asked }));
  return known;
}

/** Set after the next frame is painted, so that a benchmark reads what a person saw. */
function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length > 0) return;
  requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
}
