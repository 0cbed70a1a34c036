import { IMPORT_RECORD } from "../../model/storage/saved-models";
import type { ImportRecord } from "./import-types";

/** A model's files with the record of its import. */
export function withRecord(
  files: ReadonlyMap<string, Uint8Array>,
  record: ImportRecord,
): ReadonlyMap<string, Uint8Array> {
  return new Map([...files, [IMPORT_RECORD, new TextEncoder().encode(JSON.stringify(record))]]);
}
