import { useId } from "react";
import { formatCount, formatMegabytes } from "../../render/format";
import { timeLeft } from "../../render/time-left";
import { MOST_STEPS, stepsDone, trainUntil, useLearning } from "../../state/training/training";
import { useText } from "../text";
import { runSettings } from "./run-settings";
import { useLearningText } from "./text";

/** Where the run stands: what it is made of, its step, the time left, whether it is saved. */
export function Standing() {
  const text = useLearningText();
  const phase = useLearning((state) => state.status.phase);
  const last = useLearning(stepsDone);
  const speed = useLearning((state) => state.speed);
  const backend = useLearning((state) => state.backend);
  const running = useLearning((state) => state.running);
  return (
    <>
      <Until />
      {running && (
        <p data-testid="this-run">
          {text.thisRun} {runSettings(text, running)}
        </p>
      )}
      {phase === "starting" ? (
        <p className="quiet" data-testid="standing" data-step={last}>
          <progress aria-label={text.starting} /> {text.starting}
        </p>
      ) : (
        <p className="quiet figures" data-testid="standing" data-step={last}>
          {last > 0 && backend
            ? text.at(
                formatCount(last),
                speed === undefined ? "–" : formatCount(Math.round(speed)),
                `${backend.name}, ${backend.adapter.name}`,
              )
            : text.none}
        </p>
      )}
      {phase === "running" && <Progress done={last} />}
      <SavingLine />
    </>
  );
}

/** The step at which the run pauses by itself. */
function Until() {
  const text = useLearningText();
  const id = useId();
  const until = useLearning((state) => state.until);
  return (
    <div className="learning-until">
      <label htmlFor={id}>{text.until}</label>
      <input
        id={id}
        type="number"
        className="seed-field"
        min={1}
        max={MOST_STEPS}
        step={1}
        value={until}
        onChange={({ target }) => {
          if (target.value !== "" && target.validity.valid) trainUntil(target.valueAsNumber);
        }}
      />
    </div>
  );
}

function Progress({ done }: { readonly done: number }) {
  const text = useLearningText();
  const { engine } = useText();
  const until = useLearning((state) => state.until);
  const stepSeconds = useLearning((state) => state.stepSeconds);
  const left = timeLeft(until - done, stepSeconds);
  return (
    <p className="quiet figures" data-testid="time-left">
      <progress value={Math.min(done, until)} max={until} aria-label={text.progress(formatCount(until))} />{" "}
      {left ? engine.left(left.minutes, left.seconds) : text.leftUnknown}
    </p>
  );
}

function SavingLine() {
  const text = useLearningText();
  const saving = useLearning((state) => state.saving);
  const saved = useLearning(({ savedRuns }) => savedRuns.find(({ id }) => id === saving?.id));
  if (!saving) return null;
  if (saving.fault) {
    return (
      <p role="status" className="learning-fault" data-testid="run-saving" data-fault={saving.fault}>
        {text.saved.faults[saving.fault]}
      </p>
    );
  }
  if (!saved) return null;
  return (
    <p className="quiet figures" data-testid="run-saving" data-step={saved.step}>
      {text.saved.at(formatCount(saved.step), formatMegabytes(saved.bytes))}
    </p>
  );
}
