/** Keeps the address in step with the state, and the state with the address. */
import { LensError } from "../../model/errors";
import {
  fileIn,
  type LinkState,
  linkPart,
  readHash,
  withFile,
  writeHash,
} from "../../viewer/address/address";
import { FIRST_VISIT, type LensState } from "../../viewer/state/lens-state";
import { flattened, type ImageRecipe } from "../../viewer/state/recipe";
import { latentContext } from "../../viewer/views/request";
import { viewer } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { type Store, useStore } from "../store/store";
import { noteLinkedFile } from "./missing-model";
import { presentsForHash, presentsOfHash } from "./presenter-address";
import { taskForHash, taskOfHash } from "./task";
import { tourForHash, tourOfHash } from "./tour-address";

/** The address is written when the state has stood still this long: browsers refuse to be told of every move of a slider. */
const REST_MS = 500;

/** The state as a link carries it: steps along own directions, which stay here, are worked into the latents. */
export function linkState(state: Parameters<typeof latentContext>[0]): LinkState {
  const lens = linkPart(state.lens);
  const context = latentContext(state);
  const carried = <T extends ImageRecipe>(recipe: T): T =>
    Object.keys(recipe.own).length > 0 ? { ...recipe, ...flattened(recipe, context) } : recipe;
  return {
    ...carried(lens),
    walk: { ...lens.walk, frames: lens.walk.frames.map(carried) },
    pinned: lens.pinned && { ...lens.pinned, recipe: carried(lens.pinned.recipe) },
  };
}

/** What is on show as the hash of an address, without its `#` and without the tour that it may be a step of. */
export function currentHash(state: Store = useStore.getState()): string {
  const { lens, savedModels } = state;
  const file = savedModels.find(({ id }) => id === lens.model)?.file;
  return withFile(writeHash(linkState(state)), file) + taskForHash(state.task);
}

/** What an address says of the page around: the tour that it is a step of, and the presenter's view. */
const aroundOf = ({ tour, presenting }: Store): string => tourForHash(tour) + presentsForHash(presenting);

/** A link to this page, as it is now. */
export function currentLink(state: Store = useStore.getState()): string {
  const address = new URL(window.location.href);
  address.hash = currentHash(state) + aroundOf(state);
  return address.href;
}

/** Shows what the address says. */
function openAddress(): void {
  const { hash } = window.location;
  showHash(hash);
  useStore.setState({ tour: tourOfHash(hash), presenting: presentsOfHash(hash) });
}

/** Shows what a hash says. What a person collected stays; so does the walk, where the hash brings none. */
export function showHash(hash: string): void {
  const { state, refused } = readHash(hash);
  viewer.corrections.noteAddress(state);
  noteLinkedFile(state.model, fileIn(hash));
  if (refused.length > 0) addNotice(new LensError("link-fields", { fields: refused.join(", ") }));
  const task = taskOfHash(hash);
  useStore.setState(({ lens, sheetOpen, task: before }) => ({
    lens: { ...lens, ...state, walk: state.walk.frames.length > 0 ? state.walk : lens.walk },
    // Whoever goes back or pastes another address stays with the task, unless it names one.
    task: task ?? before,
    sheetOpen: sheetOpen || task !== undefined,
  }));
}

/** The queries on show or the task alone: no step of the browser's history. */
function sameButQuery(a: LensState, b: LensState): boolean {
  return writeHash({ ...a, query: b.query }) === writeHash(b);
}

const UNWRITTEN = "sagan-lens:unwritten";

/** A page that is left: what its address may lack is put here, as the address can no longer be changed by then. */
function rememberUnwritten(): void {
  try {
    sessionStorage.setItem(UNWRITTEN, JSON.stringify([window.location.href, currentLink()]));
  } catch {
    // Storage may be blocked; then the last half second is lost.
  }
}

/** After a reload, or on the way back to the same place of the browser's history. */
function takeUpUnwritten(): void {
  try {
    const found = sessionStorage.getItem(UNWRITTEN);
    sessionStorage.removeItem(UNWRITTEN);
    if (!found) return;
    const [left, link] = JSON.parse(found);
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const isBack = visit?.type === "back_forward" && window.location.href === left;
    if (visit?.type === "reload" || isBack) window.history.replaceState(null, "", link);
  } catch {
    // As above.
  }
}

/** Opens what the address says and follows both from then on; called once, before anything is loaded. */
export function followAddress(): void {
  takeUpUnwritten();
  if (window.location.hash.length > 1) {
    openAddress();
  } else useStore.setState(({ lens }) => ({ lens: { ...lens, ...FIRST_VISIT }, offersTour: true }));
  useStore.temporal.getState().clear();
  let written = useStore.getState();
  let rest: ReturnType<typeof setTimeout> | undefined;
  // Not so after a change that a link does not carry, such as an image put aside.
  const isUnwritten = () => {
    const state = useStore.getState();
    return (
      state.task !== written.task ||
      aroundOf(state) !== aroundOf(written) ||
      writeHash(state.lens) !== writeHash(written.lens)
    );
  };
  // A reload takes the address that there was when it began: what is written while it waits for the host would be lost.
  let isWritten = false;
  const write = () => {
    if (!isUnwritten()) return;
    isWritten = true;
    const state = useStore.getState();
    const small = !isStep || sameButQuery(written.lens, state.lens);
    written = state;
    isStep = false;
    if (small) window.history.replaceState(null, "", currentLink(state));
    else window.history.pushState(null, "", currentLink(state));
  };
  const writeLater = () => {
    clearTimeout(rest);
    rest = setTimeout(write, REST_MS);
  };
  // What undo does not take back, such as the correction of an address, the back button does not either.
  let isStep = false;
  useStore.subscribe(
    ({ lens }) => lens,
    () => {
      isStep ||= useStore.temporal.getState().isTracking;
      writeLater();
    },
  );
  useStore.subscribe(({ task }) => task, writeLater);
  useStore.subscribe(aroundOf, writeLater);
  window.addEventListener("pagehide", () => {
    if (isWritten || isUnwritten()) rememberUnwritten();
  });
  // The back button, and an address that was typed or pasted.
  window.addEventListener("popstate", () => {
    clearTimeout(rest);
    openAddress();
    isWritten = false;
    written = useStore.getState();
    isStep = false;
  });
}
