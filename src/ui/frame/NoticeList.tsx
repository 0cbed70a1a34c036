import type { ReactNode } from "react";
import type { LensError } from "../../model/errors";
import { dismissNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { sentenceFor, useText } from "../text";
import "./Notices.css";

interface NoticeListProps {
  /** What a page offers to do about a fault, beside its sentence. */
  readonly remedy?: (error: LensError) => ReactNode;
}

/** What was worked around or went wrong, in sentences that can be put away. */
export function NoticeList({ remedy }: NoticeListProps) {
  const text = useText();
  const notices = useStore((state) => state.notices);
  return notices.map(({ id, error }) => (
    <p className="notice" key={id} data-testid="notice" data-code={error.code}>
      <span>{sentenceFor(text, error)}</span>
      {remedy?.(error)}
      <button type="button" onClick={() => dismissNotice(id)}>
        {text.notice.dismiss}
      </button>
    </p>
  ));
}
