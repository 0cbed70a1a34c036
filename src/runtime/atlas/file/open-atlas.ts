/** An NPZ file as an atlas, or what is wrong with it. */
import { blobSource } from "../../../importing/readers/sources";
import { asLensError } from "../../../model/errors";
import type { OpenedAtlas } from "../atlas-calls";
import { readAtlas, type SavedAtlas } from "./read-atlas";
import { OtherFormat } from "./saved-arrays";

export async function openAtlas(file: File): Promise<SavedAtlas | Extract<OpenedAtlas, { fault: string }>> {
  try {
    return await readAtlas(blobSource(file));
  } catch (thrown) {
    if (thrown instanceof OtherFormat) return { fault: "format", problem: thrown.message };
    const { code, details, message } = asLensError(thrown);
    const problem = `${details.problem ?? details.reason ?? message}`;
    return { fault: code === "file-unreadable" ? "unreadable" : "damaged", problem };
  }
}
