import type { ReactNode } from "react";
import { begin, configure, type LearningConfig } from "../../../state/training/training";
import { Scrolling } from "../../Scrolling";
import { useLearningText } from "../text";

export interface Trial {
  readonly label: string;
  readonly change: Partial<LearningConfig>;
}

export interface LiveNumber {
  readonly label: string;
  /** As it is shown; a dash where there is none yet. */
  readonly value: string | undefined;
  readonly id: string;
}

export interface ExplainedProps {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Where the formula stands. */
  readonly source: string;
  readonly formula: ReactNode;
  readonly numbers: readonly LiveNumber[];
  readonly look: string;
  readonly trials: readonly Trial[];
  /** The figures. */
  readonly children: ReactNode;
}

/** One ingredient: what it is, its formula, its numbers in the current run, and what to switch off to see its effect. */
export function Explained(props: ExplainedProps) {
  const text = useLearningText();
  const { title, paragraphs, source, formula, numbers, look, trials, children } = props;
  return (
    <article className="explained">
      <div className="explained-words">
        <h2>{title}</h2>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <Scrolling className="explained-formula" label={title}>
          {formula}
          <p className="quiet">{source}</p>
        </Scrolling>
        <h3>{text.explained.now}</h3>
        <dl className="explained-numbers figures">
          {numbers.map(({ label, value, id }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd data-testid={`live-${id}`}>{value ?? "–"}</dd>
            </div>
          ))}
        </dl>
        <h3>{text.explained.tryIt}</h3>
        <p>{look}</p>
        <div className="button-row">
          {trials.map(({ label, change }) => (
            <button
              key={label}
              type="button"
              onClick={() => {
                configure(change);
                void begin();
              }}
            >
              {label}
            </button>
          ))}
        </div>
        <p className="quiet">{text.explained.tryHelp}</p>
      </div>
      <div className="explained-figures">{children}</div>
    </article>
  );
}
