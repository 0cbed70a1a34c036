/** A viewer over engines of the test's own. */
import { LensError } from "../../../src/model/errors";
import type { Shelf } from "../../../src/model/formats/gallery";
import { readStill } from "../../../src/model/formats/still";
import { Generation } from "../../../src/viewer/requests/generation";
import type { SummaryOptions } from "../../../src/viewer/requests/summaries";
import type { StateHolder } from "../../../src/viewer/state/state-holder";
import { ViewerModel, type ViewerOptions } from "../../../src/viewer/viewer-model";
import { FakeEngines } from "../../support/fake-engine";
import { readBytes } from "../../support/files";

export interface ViewerParts {
  readonly holder?: StateHolder;
  readonly opens?: ViewerOptions["opens"];
  readonly gallery?: readonly Shelf[];
  readonly summaries?: SummaryOptions;
  readonly onMissingModel?: (error: LensError) => void;
  /** The engines; those that answer when the test says so where absent. */
  readonly engines?: FakeEngines;
  /** Loads the code of generation when it is first needed, as an element does. */
  readonly loadGeneration?: () => Promise<void>;
}

export function viewerOf({
  holder,
  opens = "at once",
  gallery = [],
  summaries,
  onMissingModel,
  loadGeneration,
  engines = new FakeEngines(),
}: ViewerParts = {}) {
  /** Stills that were fetched, by file. */
  const fetched: string[] = [];
  const viewer = new ViewerModel({
    ...(holder && { holder }),
    ...(onMissingModel && { onMissingModel }),
    base: () => new URL("https://lens.example/"),
    generation: (context) =>
      loadGeneration ? loadGeneration().then(() => new Generation(context, engines.provider)) : generation,
    opens,
    stills: {
      fetchGallery: async () => gallery,
      fetchStill: async ({ pathname }) => {
        const file = pathname.split("/").at(-1) ?? "";
        fetched.push(file);
        if (!file.startsWith("cats64-")) throw new LensError("file-missing", { file, status: 404 });
        return readStill(readBytes(`public/stills/${file}`), file);
      },
      reportsFaults: true,
    },
    summaries: summaries ?? { open: () => Promise.reject(new Error("not wanted")), isWanted: () => false },
  });
  const generation = new Generation(viewer.context, engines.provider);
  return { viewer, generation, engines, fetched };
}

/** Until everything that is ready to run has run. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
