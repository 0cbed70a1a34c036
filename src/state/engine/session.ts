/** Starts the page's viewer, and what the page alone needs of it. */
import { LensError } from "../../model/errors";
import type { GalleryEntry } from "../../model/formats/gallery";
import { openedEntry } from "../../viewer/state/opened-model";
import { forcedBackend, namedBackend } from "../navigation/forced-backend";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";
import { loadModels } from "./models";
import { viewer } from "./viewer";

/** Faults of a start that a restored network connection may end. */
const CUT_OFF: ReadonlySet<string> = new Set(["file-unreachable", "file-truncated", "no-backend"]);

/** Starts everything; called once. */
export async function startSession(): Promise<void> {
  reportUnknownBackend();
  addEventListener("online", () => {
    const { engine: status } = useStore.getState();
    if (status.phase === "failed" && CUT_OFF.has(status.error.code)) void viewer.open();
  });
  markFirstImages();
  await viewer.start();
  await loadModels();
}

/** Shows an image of the gallery, from its still where no engine runs. */
export async function openGalleryEntry(entry: GalleryEntry): Promise<void> {
  viewer.set(openedEntry(entry));
  if (!viewer.context.engine) await viewer.stills.show(entry.file);
}

function reportUnknownBackend(): void {
  const backend = namedBackend();
  if (backend !== undefined && !forcedBackend()) addNotice(new LensError("backend-unknown", { backend }));
}

/** Marks for the benchmark: the first image that can be hovered, and the first of the engine. */
function markFirstImages(): void {
  useStore.subscribe(
    ({ image }) => image?.from,
    (from) => {
      if (from === "engine") markOnce("lens:first-picture");
      if (from === "still") markOnce("lens:first-hover");
    },
  );
}

/** Set after the next frame is painted, so that a benchmark measures what a person saw. */
function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length > 0) return;
  requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
}
