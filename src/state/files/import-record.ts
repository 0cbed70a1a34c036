/** What an import said of a model, beside the model's files: it is there as long as the model is. */
import * as v from "valibot";
import { IMPORT_RECORD, savedFile } from "../../model/storage/saved-models";
import type { ImportRecord } from "../../runtime/jobs/import-model";

export type { ImportRecord } from "../../runtime/jobs/import-model";

const shape = v.array(v.number());
const settings = v.object({
  statistics: v.exactOptional(v.picklist(["running", "batch"])),
  classes: v.exactOptional(v.array(v.number())),
});
const report = v.object({
  file: v.string(),
  format: v.string(),
  family: v.string(),
  source: v.string(),
  classes: v.number(),
  wrappers: v.array(v.string()),
  used: v.array(v.object({ name: v.string(), shape, as: v.string() })),
  unused: v.array(
    v.object({
      name: v.string(),
      shape,
      reason: v.picklist(["discriminator", "optimizer", "average", "bookkeeping", "copy", "unknown"]),
    }),
  ),
  unread: v.array(v.object({ name: v.string(), type: v.string() })),
  assumed: v.array(
    v.object({ code: v.string(), details: v.record(v.string(), v.union([v.string(), v.number()])) }),
  ),
  sites: v.array(
    v.object({
      name: v.string(),
      width: v.number(),
      keyWidth: v.number(),
      gamma: v.number(),
      rowsSumToOne: v.boolean(),
    }),
  ),
});
const recordSchema = v.object({
  file: v.string(),
  classes: v.number(),
  settings,
  report: v.optional(report),
});

/**
 * The record of a saved model. @param folder of the model
 * @returns `undefined` for a model without one: trained here, or imported by an earlier version
 */
export async function readRecord(folder: URL): Promise<ImportRecord | undefined> {
  const text = await savedFile(folder, IMPORT_RECORD);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), recordSchema), text ?? "");
  // Its codes of assumptions are checked where their sentences are.
  return parsed.success ? (parsed.output as ImportRecord) : undefined;
}
