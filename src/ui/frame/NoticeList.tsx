import { dismissNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { sentenceFor, useText } from "../text";
import "./Notices.css";

/** What was worked around or went wrong, in sentences that can be put away. */
export function NoticeList() {
  const text = useText();
  const notices = useStore((state) => state.notices);
  return notices.map(({ id, error }) => (
    <p className="notice" key={id} data-testid="notice" data-code={error.code}>
      <span>{sentenceFor(text, error)}</span>
      <button type="button" onClick={() => dismissNotice(id)}>
        {text.notice.dismiss}
      </button>
    </p>
  ));
}
