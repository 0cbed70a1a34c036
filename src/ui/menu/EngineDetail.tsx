import { formatError } from "../../render/format";
import { useStore } from "../../state/store/store";
import type { EngineStatus } from "../../viewer/state/viewer-state";
import { sentenceFor, useText } from "../text";

type Ready = Extract<EngineStatus, { phase: "ready" }>;

/** What the engine runs on, and how exactly. */
export function EngineDetail() {
  const status = useStore((state) => state.engine);
  return status.phase === "ready" ? <Running status={status} /> : null;
}

function Running({ status }: { status: Ready }) {
  const text = useText();
  const { backend, adapter, check, attempts } = status;
  const { imageError, betaError, runs } = check;
  return (
    <section className="engine-detail" data-testid="engine-detail" aria-label={text.engine.heading}>
      <h2>
        {text.engine.heading}: {text.engine.names[backend]}
      </h2>
      <p className="quiet">
        {imageError !== null && betaError !== null
          ? text.engine.detail({
              adapter: adapter.name,
              image: formatError(imageError),
              beta: formatError(betaError),
              runs,
            })
          : text.engine.uncheckedDetail({ adapter: adapter.name })}
      </p>
      {attempts.map((attempt) => (
        <p key={attempt.backend} className="quiet">
          {text.engine.passedOver(text.engine.names[attempt.backend], sentenceFor(text, attempt.error))}
        </p>
      ))}
    </section>
  );
}
