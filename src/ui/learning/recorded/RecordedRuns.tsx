import { useId, useState } from "react";
import type { Cell } from "../../../attention/grid";
import { RECORDED, type RecordedRuns as Runs } from "../../../learning/recorded/recorded-runs";
import { formatCount } from "../../../render/format";
import { showFrame, useRecorded } from "../../../state/training/recorded";
import { begin, configure, useLearning } from "../../../state/training/training";
import { RecordedCharts } from "./RecordedCharts";
import { RecordedSide } from "./RecordedSide";
import { useRecordedText } from "./recorded-text";
import "./recorded.css";

/** A cell of the left eye on the grid of 8 x 8. */
const LEFT_EYE: Cell = { x: 1, y: 3 };

/** Two runs from step 0 side by side under one slider, before anything is trained here. Beside a run of the person's own they fold. */
export function RecordedRuns() {
  const text = useRecordedText();
  const { runs, isMissing } = useRecorded();
  const hasOwn = useLearning(({ running, savedRuns }) => running !== undefined || savedRuns.length > 0);
  return (
    <details
      // Opened again by hand, it stays so.
      key={String(hasOwn)}
      className="recorded"
      data-testid="recorded"
      open={!hasOwn}
    >
      <summary>
        <h2>{text.heading}</h2>
      </summary>
      {runs ? (
        <Both runs={runs} />
      ) : (
        <p className="quiet recorded-empty" role={isMissing ? "alert" : undefined}>
          {isMissing ? text.missing : text.loading}
        </p>
      )}
    </details>
  );
}

function Both({ runs }: { readonly runs: Runs }) {
  const text = useRecordedText();
  const frame = useRecorded((state) => state.frame);
  const [query, setQuery] = useState(LEFT_EYE);
  const id = useId();
  const { seed } = runs.runs.attention.config;
  const live = () => {
    configure(runs.runs.attention.config);
    void begin();
    // This part folds, with the button.
    document.querySelector<HTMLElement>(".learning-stage")?.focus();
  };
  return (
    <div className="recorded-both">
      <p>{text.intro(seed, formatCount(runs.steps))}</p>
      <Steps runs={runs} frame={frame} />
      <div className="recorded-sides">
        {RECORDED.map((run) => (
          <RecordedSide
            key={run}
            name={run}
            run={runs.runs[run]}
            frame={frame}
            step={runs.at[frame]}
            samples={runs.samples}
            query={query}
            onPoint={setQuery}
            describedBy={id}
          />
        ))}
      </div>
      <p id={id} className="quiet">
        {text.help}
      </p>
      <div className="actions">
        <button type="button" className="primary" onClick={live}>
          {text.live}
        </button>
      </div>
      <RecordedCharts runs={runs} step={runs.at[frame]} />
      <p className="quiet">{text.note}</p>
    </div>
  );
}

function Steps({ runs: { at, steps }, frame }: { readonly runs: Runs; readonly frame: number }) {
  const text = useRecordedText();
  const id = useId();
  const where = text.at(formatCount(at[frame]), formatCount(steps));
  return (
    <div className="recorded-steps">
      <label htmlFor={id}>{text.step}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={at.length - 1}
        step={1}
        value={frame}
        aria-valuetext={where}
        data-testid="recorded-step"
        data-step={at[frame]}
        onChange={({ target }) => showFrame(target.valueAsNumber)}
      />
      <output className="figures" htmlFor={id}>
        {where}
      </output>
    </div>
  );
}
