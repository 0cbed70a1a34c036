/**
 * The life of a page: a still first, then the engine, then pictures as the recipe changes. The one place where state and
 * engine meet.
 */
import { latentOf } from "../latent/latent";
import { asLensError, LensError } from "../model/errors";
import { fetchGallery, fetchStill, type GalleryEntry } from "../model/gallery";
import type { Still } from "../model/still";
import { createEngine, type Engine } from "../runtime/engine";
import { BACKENDS, type BackendName } from "../runtime/types";
import { addNotice, openRecipe } from "./actions";
import { sameRecipe } from "./derived";
import { pictureFromGeneration, pictureFromStill } from "./picture";
import { stillFile } from "./still-file";
import { useStore } from "./store";

const site = (path: string) => new URL(path, document.baseURI);
const stillAddress = (file: string) => site(`stills/${file}`);

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
      if (!sameRecipe(next, previous)) void requestPicture();
    },
  );
  forced = backendFromAddress();
  // The still first: on a slow line the weights would share its bandwidth.
  await showStill(stillFile(lens.model, lens.seed));
  void startEngine();
  void loadGallery();
}

/** Opens the model on the best backend, or the one that the address names. Also the "try again" of a failed start. */
export async function startEngine(): Promise<void> {
  const { model } = useStore.getState().lens;
  engine?.dispose();
  engine = undefined;
  cancel = new AbortController();
  useStore.setState({ engine: { phase: "download", progress: { loaded: 0, total: 0 } } });
  try {
    engine = await createEngine({
      source: { folder: site(`models/${model}/`) },
      signal: cancel.signal,
      onProgress: (progress) => useStore.setState({ engine: progress }),
      ...(forced && { backend: forced }),
    });
  } catch (error) {
    useStore.setState({ engine: { phase: "failed", error: asLensError(error) } });
    return;
  }
  const { adapter, check, attempts, manifest } = engine;
  useStore.setState({
    latentSize: manifest.latent.size,
    engine: { phase: "ready", backend: engine.backend, adapter, check, attempts },
  });
  await requestPicture();
}

export function cancelEngine(): void {
  cancel?.abort();
}

/** Shows a picture of the gallery, from its still where no engine runs. */
export async function openGalleryEntry(entry: GalleryEntry): Promise<void> {
  openRecipe({ seed: entry.seed, psi: entry.psi, query: entry.query });
  if (!engine) await showStill(entry.file);
}

async function requestPicture(): Promise<void> {
  if (!engine) return;
  const { lens, latentSize } = useStore.getState();
  try {
    const made = await engine.generate({ z: latentOf(lens, latentSize) });
    // Overtaken by a newer request, which will bring its own picture.
    if (!made) return;
    useStore.setState({ picture: pictureFromGeneration(made, engine.manifest.image.size, lens) });
    markOnce("lens:first-picture");
  } catch (error) {
    useStore.setState({ engine: { phase: "failed", error: asLensError(error) } });
  }
}

async function showStill(file: string): Promise<void> {
  let still: Still;
  try {
    still = await fetchStill(stillAddress(file));
  } catch (error) {
    // The engine makes the same picture; a missing still only costs the head start.
    addNotice(asLensError(error));
    return;
  }
  const picture = pictureFromStill(still);
  // By now the engine may have made it, or another picture is wanted.
  if (engine || !sameRecipe(picture.recipe, useStore.getState().lens)) return;
  useStore.setState({ picture });
  markOnce("lens:first-hover");
}

async function loadGallery(): Promise<void> {
  try {
    useStore.setState({ gallery: await fetchGallery(site("stills/")) });
  } catch (error) {
    addNotice(asLensError(error));
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
