import { dismissNotice } from "../../state/actions";
import { startEngine } from "../../state/session";
import { useStore } from "../../state/store";
import { sentenceFor, useText } from "../text";
import "./Notices.css";

/** What went wrong, in sentences: the engine's fault with a way to try again, and what was worked around. */
export function Notices() {
  const text = useText();
  const engine = useStore((state) => state.engine);
  const notices = useStore((state) => state.notices);
  if (engine.phase !== "failed" && notices.length === 0) return null;
  return (
    <div className="notices" role="alert">
      {engine.phase === "failed" && (
        <p className="notice" data-testid="engine-error" data-code={engine.error.code}>
          <span>{sentenceFor(text, engine.error)}</span>
          <button type="button" onClick={() => void startEngine()}>
            {text.engine.retry}
          </button>
        </p>
      )}
      {notices.map(({ id, error }) => (
        <p className="notice" key={id} data-testid="notice" data-code={error.code}>
          <span>{sentenceFor(text, error)}</span>
          <button type="button" onClick={() => dismissNotice(id)}>
            {text.notice.dismiss}
          </button>
        </p>
      ))}
    </div>
  );
}
