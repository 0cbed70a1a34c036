/** A link whose model this site does not have, because it is in another browser: what is missing, and what the link asks for. */
import { LensError } from "../../model/errors";
import { isSavedId } from "../../model/storage/saved-models";
import type { LensState } from "../../viewer/state/lens-state";

let linked: { readonly model: string; readonly file: string | undefined } | undefined;
/** The state that the last such link asked for. */
let wanted: LensState | undefined;

/** Notes the file that an address names. */
export function noteLinkedFile(model: string, file: string | undefined): void {
  linked = { model, file };
}

/** The fault of a state whose model is missing: one that says which file is needed, where a file would help. */
export function missingModel(error: LensError, lens: LensState): LensError {
  const { model } = lens;
  if (!isSavedId(model)) return error;
  wanted = lens;
  return new LensError("model-elsewhere", { model, file: (linked?.model === model && linked.file) || "" });
}

/** The end of an id: from the weights, which stay the same in a file of another name. */
const weightsPart = (id: string) => id.split("-").at(-1);

/** What the link to a missing model asked for, once, when that model has been opened. @param model the opened one */
export function takeWanted(model: string): LensState | undefined {
  const found = wanted && weightsPart(wanted.model) === weightsPart(model) ? wanted : undefined;
  if (found) wanted = undefined;
  return found && { ...found, model };
}
