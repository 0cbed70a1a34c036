/** What a person collected stays in this browser: kept images, own directions, the walk. All tabs of the lens share it. */
import * as v from "valibot";
import { LensError } from "../../model/errors";
import { lensStateSchema } from "../../viewer/state/lens-state";
import { patch } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";
import type { Collection, CollectionStore } from "./merge";

const KEY = "sagan-lens:collection:1";
const collectionSchema = v.pick(lensStateSchema, ["kept", "ownDirections", "walk"]);

const collectionOf = ({ kept, ownDirections, walk }: Collection): Collection => ({
  kept,
  ownDirections,
  walk,
});

const parsed = (stored: string) => v.safeParse(v.pipe(v.string(), v.parseJson(), collectionSchema), stored);

const STORE: CollectionStore = {
  key: KEY,
  parse: (stored) => {
    const found = parsed(stored);
    return found.success ? found.output : undefined;
  },
};

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
    const found = parsed(stored);
    if (!found.success) {
      const [issue] = found.issues;
      const problem = `${v.getDotPath(issue) ?? "all of it"}: ${issue.message}`;
      addNotice(new LensError("storage-unreadable", { problem }));
      return;
    }
    // A walk that came with a link is the one that is asked for.
    const { walk } = useStore.getState().lens;
    patch({ ...found.output, ...(walk.frames.length > 0 && { walk }) });
    useStore.temporal.getState().clear();
  }
  // Loaded beside the image: a first visit has nothing to write.
  const loading = import("./shared-collection").then(({ shareCollection }) => shareCollection(STORE));
  let write: Awaited<typeof loading> | undefined;
  loading.then(
    (loaded) => {
      write = loaded;
    },
    () => undefined,
  );
  let told = false;
  const tell = () => {
    if (!told) addNotice(new LensError("collection-for-now"));
    told = true;
  };
  useStore.subscribe(
    ({ lens }) => collectionOf(lens),
    (collection, before) => {
      // At once where possible: the page may be closed right after.
      if (!write) void loading.then((loaded) => loaded(before, collection)).catch(tell);
      else {
        try {
          write(before, collection);
        } catch {
          tell();
        }
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
