/** Lists of notices with one more or one less. Pure, but for the numbers of notices. */
import type { LensError, LensErrorCode } from "../../model/errors";
import type { Notice } from "./viewer-state";

let count = 0;

const key = ({ code, details }: LensError) => JSON.stringify([code, details]);

/** With a notice at the end; an earlier one that says the same is removed. */
export function withNotice(notices: readonly Notice[], error: LensError): readonly Notice[] {
  return [...notices.filter((notice) => key(notice.error) !== key(error)), { id: count++, error }];
}

/** Without the notices of some codes. */
export function withoutCodes(notices: readonly Notice[], codes: readonly LensErrorCode[]): readonly Notice[] {
  return notices.filter(({ error }) => !codes.includes(error.code));
}
