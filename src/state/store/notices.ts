/** The notices at the top of a page. */
import type { LensError, LensErrorCode } from "../../model/errors";
import { withNotice, withoutCodes } from "../../viewer/state/notices";
import { useStore } from "./store";

/** Reports something that went wrong and was worked around; it replaces an earlier notice that says the same. */
export function addNotice(error: LensError): void {
  useStore.setState(({ notices }) => ({ notices: withNotice(notices, error) }));
}

/** The same, in place of earlier notices of some codes. */
export function replaceNotice(error: LensError, codes: readonly LensErrorCode[] = [error.code]): void {
  useStore.setState(({ notices }) => ({ notices: withNotice(withoutCodes(notices, codes), error) }));
}

export function dismissNotice(id: number): void {
  useStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
