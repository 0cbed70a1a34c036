/** Plays the walk: the next image is asked for when the last one is there, never before, at most once a display frame. */
import { walkOn } from "../../latent/walk";
import { sameRecipe } from "../../viewer/state/recipe";
import { isStale } from "../../viewer/views/derived";
import { useStore } from "../store/store";
import { startedPlaying, stopWalk } from "./playing";
import { standAt, walkIsHere, walkShape } from "./walk";

/** Starts the walk from where it stands; at its end, from the start. Whatever else changes the image ends it. */
export function playWalk(): void {
  stopWalk();
  const start = useStore.getState().lens.walk;
  if (start.frames.length < 2 || !canPlay()) return;
  const history = useStore.temporal.getState();
  const atEnd = walkOn(walkShape(start), start.at, 0, 1).over;
  // One step of the history: undo goes back to what was on show before.
  standAt(atEnd ? 0 : start.at);
  history.pause();

  let last = performance.now();
  let own = useStore.getState().lens;
  let displayed = false;
  let frame = 0;
  const advance = () => {
    const state = useStore.getState();
    const { walk, snapshot } = state.lens;
    if (!walkIsHere(state) || walk.frames.length < 2 || !sameRecipe(state.lens, { ...own, snapshot }))
      return stopWalk();
    if (state.engine.phase === "failed") return stopWalk();
    // An engine that was lost is on its way back: the walk stands where it is meanwhile.
    if (state.engine.phase !== "ready") last = performance.now();
    // The last image is still being computed: time continues, and the places in between are skipped.
    if (!displayed || isStale(state)) return;
    displayed = false;
    const now = performance.now();
    const { position, over } = walkOn(walkShape(walk), walk.at, (now - last) / 1000, walk.secondsPerFrame);
    last = now;
    standAt(position);
    own = useStore.getState().lens;
    if (over) stopWalk();
  };
  // A generator slower than the display is asked again the moment its image is there; a faster one, once a frame.
  const unsubscribe = useStore.subscribe(({ image, changed }) => [image, changed], advance, {
    equalityFn: (a, b) => a.every((part, index) => part === b[index]),
  });
  const onFrame = () => {
    frame = requestAnimationFrame(onFrame);
    displayed = true;
    advance();
  };
  frame = requestAnimationFrame(onFrame);
  startedPlaying(() => {
    cancelAnimationFrame(frame);
    unsubscribe();
    history.resume();
    useStore.setState({ walking: false });
  });
  useStore.setState({ walking: true });
}

function canPlay(): boolean {
  const state = useStore.getState();
  return state.engine.phase === "ready" && walkIsHere(state);
}
