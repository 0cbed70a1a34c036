import { formatCount } from "../../render/format";
import { begin, goOn, pause, recover, stepOnce, useLearning } from "../../state/learning";
import { sentenceFor, useText } from "../text";
import { useLearningText } from "./text";

/** Start, pause, one step; where the run stands, and the way on after a failure. */
export function RunControls() {
  const text = useLearningText();
  const common = useText();
  const status = useLearning((state) => state.status);
  const kept = useLearning((state) => state.kept);
  const { phase } = status;
  const isOpen = phase === "running" || phase === "paused";
  return (
    <div className="control">
      <div className="button-row">
        {phase === "running" && (
          <button type="button" onClick={pause}>
            {text.pause}
          </button>
        )}
        {phase === "paused" && (
          <>
            <button type="button" onClick={() => void goOn()}>
              {text.goOn}
            </button>
            <button type="button" onClick={() => void stepOnce()}>
              {text.step}
            </button>
          </>
        )}
        {status.phase === "failed" && kept && (
          <button type="button" onClick={() => void recover()}>
            {text.recover(formatCount(kept.state.step))}
          </button>
        )}
        <button
          type="button"
          className={isOpen ? undefined : "primary"}
          disabled={phase === "starting"}
          onClick={() => void begin()}
        >
          {phase === "none" || phase === "starting" ? text.begin : text.again}
        </button>
      </div>
      {status.phase === "failed" && (
        <p role="alert" className="learning-fault" data-testid="learning-fault" data-code={status.error.code}>
          {sentenceFor(common, status.error)}
        </p>
      )}
      <Standing />
    </div>
  );
}

function Standing() {
  const text = useLearningText();
  const phase = useLearning((state) => state.status.phase);
  const last = useLearning((state) => state.rows.at(-1));
  const speed = useLearning((state) => state.speed);
  const backend = useLearning((state) => state.backend);
  if (phase === "starting") {
    return (
      <p className="quiet" data-testid="standing">
        <progress aria-label={text.starting} /> {text.starting}
      </p>
    );
  }
  const line =
    last && backend
      ? text.at(
          formatCount(last.step),
          speed === undefined ? "–" : formatCount(Math.round(speed)),
          `${backend.name}, ${backend.adapter.name}`,
        )
      : text.none;
  return (
    <p className="quiet figures" data-testid="standing" data-step={last?.step ?? 0}>
      {line}
    </p>
  );
}
