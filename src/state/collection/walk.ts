/** The walk: its key frames, where it stands, and what the image is there. */
import { walkLength, walkPlace } from "../../latent/walk";
import { LensError } from "../../model/errors";
import { MAX_KEY_FRAMES, type Walk } from "../../viewer/state/lens-state";
import { type ImageRecipe, recipeBetween, recipeOf } from "../../viewer/state/recipe";
import { drawSeed } from "../../viewer/state/seeds";
import { latentContext } from "../../viewer/views/request";
import { addNotice } from "../store/notices";
import { patch } from "../store/patch";
import { type Store, useStore } from "../store/store";

const walkNow = () => useStore.getState().lens.walk;

/** The walk's shape, for the places on it. */
export const walkShape = ({ frames, loop }: Walk) => ({ frames: frames.length, loop });

/** Whether the walk belongs to the opened model; one of another model is kept until that is opened again. */
export function walkIsHere({ lens }: Pick<Store, "lens">): boolean {
  return lens.walk.frames.every(({ model }) => model === lens.model);
}

/** The image at a position of the walk, with the weights of the moment in the training that is on show. */
export function recipeAt(state: Parameters<typeof latentContext>[0], position: number): ImageRecipe {
  const { walk, snapshot } = state.lens;
  const { from, to, share } = walkPlace(walkShape(walk), position);
  return { ...recipeBetween(walk.frames[from], walk.frames[to], share, latentContext(state)), snapshot };
}

/** Goes to a position of the walk. */
export function standAt(position: number): void {
  const state = useStore.getState();
  const { walk } = state.lens;
  if (walk.frames.length === 0) return;
  patch({ ...recipeAt(state, position), walk: { ...walk, at: position } });
}

/** Adds a key frame at the end, by default the image on show. A walk of another model makes room for it. */
export function addKeyFrame(recipe: ImageRecipe = recipeOf(useStore.getState().lens)): void {
  const state = useStore.getState();
  const { walk } = state.lens;
  const frames = walkIsHere(state) ? walk.frames : [];
  if (frames.length >= MAX_KEY_FRAMES) {
    addNotice(new LensError("too-many-key-frames", { limit: MAX_KEY_FRAMES }));
    return;
  }
  // The new frame is on show, and the walk stands on it.
  patch({ walk: { ...walk, frames: [...frames, recipe], at: frames.length } });
}

/** A walk through a few images of fresh seeds, as a first one to watch. */
export function walkOfSeeds(count: number): void {
  const { lens } = useStore.getState();
  const own = recipeOf(lens);
  const plain = { ...own, edits: {}, directions: {}, own: {}, breed: null };
  const others = Array.from({ length: count - 1 }, () => ({ ...plain, seed: drawSeed(lens.seed) }));
  patch({ walk: { ...lens.walk, frames: [own, ...others], at: 0 } });
}

export function removeKeyFrame(place: number): void {
  const walk = walkNow();
  const frames = walk.frames.filter((_, at) => at !== place);
  setFrames(frames);
}

/** Moves a key frame by one place: -1 to the front, 1 to the end. */
export function moveKeyFrame(place: number, by: -1 | 1): void {
  const { frames } = walkNow();
  const other = place + by;
  if (other < 0 || other >= frames.length) return;
  const moved = [...frames];
  [moved[place], moved[other]] = [moved[other], moved[place]];
  setFrames(moved);
}

export function clearWalk(): void {
  setFrames([]);
}

function setFrames(frames: Walk["frames"]): void {
  const walk = { ...walkNow(), frames };
  patch({ walk: { ...walk, at: Math.min(walk.at, walkLength(walkShape(walk))) } });
}

export function setWalk(change: Partial<Pick<Walk, "secondsPerFrame" | "loop">>): void {
  const walk = { ...walkNow(), ...change };
  patch({ walk: { ...walk, at: Math.min(walk.at, walkLength(walkShape(walk))) } });
}
