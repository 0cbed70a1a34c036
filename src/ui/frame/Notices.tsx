import { Suspense } from "react";
import { viewer } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import { lazyPart } from "../lazy-part";
import { sentenceFor, useText } from "../text";
import { BestBackend } from "./BestBackend";
import { NoticeList } from "./NoticeList";
import "./Notices.css";

const OpenModel = lazyPart(async () => (await import("./OpenModel")).OpenModel);

/** What went wrong, in sentences: the engine's fault with a way to try again, and what was worked around. */
export function Notices() {
  const text = useText();
  const engine = useStore((state) => state.engine);
  const count = useStore((state) => state.notices.length);
  if (engine.phase !== "failed" && count === 0) return null;
  return (
    <div className="notices" role="alert">
      {engine.phase === "failed" && (
        <p className="notice" data-testid="engine-error" data-code={engine.error.code}>
          <span>{sentenceFor(text, engine.error)}</span>
          <BestBackend error={engine.error} onUse={() => viewer.open()} />
          <button type="button" onClick={() => void viewer.open()}>
            {text.engine.retry}
          </button>
        </p>
      )}
      <NoticeList
        remedy={({ code }) =>
          code === "model-elsewhere" && (
            <Suspense>
              <OpenModel />
            </Suspense>
          )
        }
      />
    </div>
  );
}
