/** The log of a model's training. */
import { asLensError } from "../../model/errors";
import { readTrainingLog } from "../../model/formats/training-log";
import { openFileCache } from "../../model/storage/cache";
import { fetchVerified } from "../../model/storage/download";
import type { ViewerContext } from "./context";

/** Loads the log of the opened model, where it has one. Never rejects; a fault becomes a notice. */
export async function loadTrainingLog(context: ViewerContext): Promise<void> {
  const { manifest } = context.state;
  if (!manifest?.log) return;
  const { id, log } = manifest;
  try {
    const bytes = await fetchVerified(log, context.modelFolder(id), openFileCache());
    if (context.state.manifest === manifest) context.put({ log: readTrainingLog(bytes, log.path) });
  } catch (thrown) {
    context.notify(asLensError(thrown));
  }
}
