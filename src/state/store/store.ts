/** The page's store: the viewer's state, and what the page alone has. */
import { temporal } from "zundo";
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import { shallow } from "zustand/shallow";
import type { Cell } from "../../attention/grid";
import type { ModelEntry } from "../../model/formats/models-index";
import type { SavedEntry } from "../../model/storage/saved-models";
import type { Stretch } from "../../viewer/state/mark-keys";
import { initialViewerState, type LensImage, type ViewerState } from "../../viewer/state/viewer-state";
import { type Gathered, gathered } from "./gathered";
import { afterUntracked } from "./untracked";

/** What a drag on the image does. */
export const TOOLS = ["query", "rectangle", "brush", "maskKeys", "maskQueries"] as const;
export type Tool = (typeof TOOLS)[number];

/** The tabs, and the settings of the map, which open in their place. */
export const TASKS = ["read", "what-if", "image", "network", "export", "display"] as const;
export type Task = (typeof TASKS)[number];

export interface TourPlace {
  readonly id: string;
  readonly at: number;
  /** The address says nothing else. */
  readonly isBare?: boolean;
  /** The whole tour, as a link carries it, which is still to be unpacked. */
  readonly packed?: string;
}

export interface Store extends ViewerState {
  /** Whose controls are on show, and whose were before the settings of the map. */
  readonly task: Task;
  readonly taskBefore: Task;
  /** Whether the controls of the task are open where the page is too narrow to show them always. */
  readonly sheetOpen: boolean;
  /** The tour that is being played, by its name, and which of its steps, from 0. */
  readonly tour: TourPlace | undefined;
  /** Whether the presenter's view is open. */
  readonly presenting: boolean;
  /** Whether the page offers its tour: a visit that no link led to. */
  readonly offersTour: boolean;
  /** The models of this site; `undefined` until they are known. */
  readonly models: readonly ModelEntry[] | undefined;
  /** The models of this browser alone: trained or imported here. */
  readonly savedModels: readonly SavedEntry[];
  readonly tool: Tool;
  /** Whether the walk is being played. */
  readonly walking: boolean;
  /** The image of the baseline, once it is there. */
  readonly baselineImage: LensImage | undefined;
  /** Whether the next click, tap or Enter pins beside the other pins. */
  readonly pinNext: boolean;
  /** The rectangle that is being stretched with the keys. */
  readonly stretch: Stretch | undefined;
  /** The cell of the query grid under the pointer, while the map's value there is read. */
  readonly probe: Cell | undefined;
  /** Share of the width, 0 to 1, that the image before the changes takes where it is wiped over the one after them. */
  readonly wipe: number;
  /** Key that something on the page points at, by number. */
  readonly focusKey: number | undefined;
  /** Whether something on the page points at the query on show. */
  readonly focusQuery: boolean;
}

const initial: Store = {
  ...initialViewerState,
  task: "read",
  taskBefore: "read",
  sheetOpen: false,
  tour: undefined,
  presenting: false,
  offersTour: false,
  models: undefined,
  savedModels: [],
  tool: "query",
  walking: false,
  baselineImage: undefined,
  pinNext: false,
  stretch: undefined,
  probe: undefined,
  wipe: 0.5,
  focusKey: undefined,
  focusQuery: false,
};

/** What undo restores: all that a person chose. Moving the pointer alone is no step. */
type Undoable = Pick<Store, "lens">;
const MAX_STEPS = 100;

function sameChoices({ lens: before }: Undoable, { lens: current }: Undoable): boolean {
  const past = afterUntracked(before);
  return past === current || shallow({ ...past, query: current.query }, current);
}

let steps: Pick<Gathered<unknown[]>, "begin" | "end" | "part"> | undefined;

/** A pointer goes down: what follows is an undo step of its own. */
export const beginStep = () => steps?.begin();
/** The pointer goes up again. */
export const endStep = () => steps?.end();
/** The focus moves to another control: what follows is an undo step of its own. */
export const separateStep = () => steps?.part();

export const useStore = create<Store>()(
  subscribeWithSelector(
    temporal<Store, [], [], Undoable>(() => initial, {
      partialize: ({ lens }) => ({ lens }),
      equality: sameChoices,
      limit: MAX_STEPS,
      // A slider that is dragged gives one step, not hundreds.
      handleSet: (handle) => {
        const gatheredSteps = gathered(handle);
        steps = gatheredSteps;
        return gatheredSteps.call;
      },
    }),
  ),
);
