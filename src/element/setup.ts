/** What an element is built with: it depends on the page that it stands in. */
import { fetchGallery, fetchStill } from "../model/formats/gallery";
import type { EngineProvider } from "../viewer/requests/engine-holder";
import type { Summarizer } from "../viewer/requests/summaries";
import { ViewerModel } from "../viewer/viewer-model";

export interface ElementSetup {
  /** Folder of the site that has `models/`, `stills/` and the lens itself, with a slash at the end; read when needed. */
  readonly base: () => URL;
  /** Absent where there are only stills. */
  readonly engines?: EngineProvider;
  /** Called when the first map of the whole matrix is wanted. */
  readonly summarizer: () => Summarizer | Promise<Summarizer>;
}

const galleries = new Map<string, ReturnType<typeof fetchGallery>>();

/** The gallery of a folder, fetched once for all elements. */
function sharedGallery(folder: URL): ReturnType<typeof fetchGallery> {
  const known = galleries.get(folder.href) ?? fetchGallery(folder);
  galleries.set(folder.href, known);
  known.catch(() => galleries.delete(folder.href));
  return known;
}

/** The viewer of one element. @param base in place of the setup's, where the element names one */
export function elementViewer(setup: ElementSetup, base?: URL): ViewerModel {
  return new ViewerModel({
    base: () => base ?? setup.base(),
    engines: setup.engines,
    opens: "when needed",
    stills: { fetchGallery: sharedGallery, fetchStill, reportsFaults: false },
    // Only maps of the whole matrix are drawn from them.
    summaries: { open: setup.summarizer, isWanted: ({ lens }) => lens.map !== "row" },
  });
}
