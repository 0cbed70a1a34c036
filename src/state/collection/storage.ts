/** What a person collected stays in this browser: kept images, own directions, the walk. */
import * as v from "valibot";
import { LensError } from "../../model/errors";
import { lensStateSchema } from "../../viewer/state/lens-state";
import { addNotice } from "../store/notices";
import { patch } from "../store/patch";
import { useStore } from "../store/store";

const KEY = "sagan-lens:collection:1";
const collectionSchema = v.pick(lensStateSchema, ["kept", "ownDirections", "walk"]);
type Collection = v.InferOutput<typeof collectionSchema>;

const collectionOf = ({ kept, ownDirections, walk }: Collection): Collection => ({
  kept,
  ownDirections,
  walk,
});

/**
 * Takes up what was collected on an earlier visit, and keeps what is collected from now on; called once. What cannot be read
 * is told and not overwritten. Where storage is blocked or full, the collection lasts as long as the page, which is told once.
 */
export function followCollection(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Blocked: told once there is something to lose.
  }
  if (stored !== null) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), collectionSchema), stored);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      const problem = `${v.getDotPath(issue) ?? "all of it"}: ${issue.message}`;
      addNotice(new LensError("storage-unreadable", { problem }));
      return;
    }
    // A walk that came with a link is the one that is asked for.
    const { walk } = useStore.getState().lens;
    patch({ ...parsed.output, ...(walk.frames.length > 0 && { walk }) });
    useStore.temporal.getState().clear();
  }
  let told = false;
  useStore.subscribe(
    ({ lens }) => collectionOf(lens),
    (collection) => {
      try {
        localStorage.setItem(KEY, JSON.stringify(collection));
      } catch {
        if (!told) addNotice(new LensError("collection-for-now"));
        told = true;
      }
    },
    {
      equalityFn: (a, b) =>
        a.kept === b.kept && a.ownDirections === b.ownDirections && sameWalk(a.walk, b.walk),
    },
  );
}

/** Where the walk stands is no matter for the next visit; written at every frame, it would slow the walk down. */
function sameWalk(a: Collection["walk"], b: Collection["walk"]): boolean {
  return a.frames === b.frames && a.secondsPerFrame === b.secondsPerFrame && a.loop === b.loop;
}
