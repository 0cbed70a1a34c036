/** What the parts of a viewer share. */
import type { LensError, LensErrorCode } from "../../model/errors";
import type { ModelSource } from "../../model/storage/open-model";
import type { Engine } from "../../runtime/api/engine";
import type { LensState } from "../state/lens-state";
import type { StateHolder } from "../state/state-holder";
import type { ViewerState } from "../state/viewer-state";
import type { RequestGate } from "./request-gate";

export interface ViewerContext {
  readonly holder: StateHolder;
  readonly state: ViewerState;
  /** The opened model's engine, while it runs. */
  readonly engine: Engine | undefined;
  /** For what the engine is asked. */
  readonly gate: RequestGate;
  /** Changes any part of the viewer's state. */
  put(change: Partial<ViewerState>): void;
  /** Changes what a person chose. */
  set(change: Partial<LensState>): void;
  /**
   * Adds a notice.
   * @param replaced codes of earlier notices that it replaces
   */
  notify(error: LensError, replaced?: readonly LensErrorCode[]): void;
  /** Changes what a person, an address or a file asked for and the model does not have, with the parts of an address that ask for it: named
   * in a notice, and no step of undo. */
  correct(lens: Partial<LensState>, misfits: readonly string[]): void;
  /** Where the files of a model come from. */
  modelSource(model: string): ModelSource;
}
