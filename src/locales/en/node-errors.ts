import type { LensErrorDetails, NodeErrorCode } from "../../model/errors";

/** What went wrong and what to do, for faults that only Node meets. */
export const nodeErrorsEn: Record<NodeErrorCode, (d: LensErrorDetails) => string> = {
  "file-not-packaged": (d) =>
    `The npm package comes without ${d.file}: snapshots and discriminators would make it five times as large. Use a folder of models that has them, such as “models/” of a built site: --models on the command line, modelFolder(id, models) in the library.`,
};
