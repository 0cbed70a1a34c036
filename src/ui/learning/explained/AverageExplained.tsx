import { format } from "d3-format";
import { useEffect } from "react";
import { showLast, shownConfig, useLearning } from "../../../state/training/training";
import { keptShare } from "../../../state/training/training-numbers";
import { Formula } from "../../maths";
import { PictureRow } from "../PictureRow";
import { useLearningText } from "../text";
import { Explained } from "./Explained";

const share = format(".3~f");

/** The running average of the generator's weights. */
export function AverageExplained() {
  const text = useLearningText();
  const words = text.explained.average;
  useEffect(() => {
    showLast(true);
    return () => showLast(false);
  }, []);
  const look = useLearning((state) => state.look);
  const last = useLearning((state) => state.last);
  const config = useLearning(shownConfig);
  const step = useLearning((state) => state.rows.at(-1)?.step);
  const keeps = step === undefined ? undefined : keptShare(config, step);
  const average = (
    <mover>
      <mi>θ</mi>
      <mo>¯</mo>
    </mover>
  );
  return (
    <Explained
      title={words.title}
      paragraphs={words.paragraphs}
      source={words.source}
      look={words.look}
      formula={
        <Formula spoken={words.spoken}>
          {average}
          <mo>←</mo>
          <mi>a</mi>
          {average}
          <mo>+</mo>
          <mo stretchy="false">(</mo>
          <mn>1</mn>
          <mo>−</mo>
          <mi>a</mi>
          <mo stretchy="false">)</mo>
          <mi>θ</mi>
        </Formula>
      }
      numbers={[
        { id: "average-kept", label: words.kept, value: keeps === undefined ? undefined : share(keeps) },
        {
          id: "average-reach",
          label: words.reach,
          value: keeps === undefined ? undefined : words.steps(Math.round(1 / (1 - keeps))),
        },
      ]}
      trials={[
        { label: words.trials.short, change: { average: 0.5 } },
        { label: words.trials.long, change: { average: 0.99 } },
      ]}
    >
      <PictureRow title={words.averaged} pictures={look?.pictures} config={config} testId="averaged" />
      <PictureRow title={words.last} pictures={last?.pictures} config={config} testId="last-weights" />
    </Explained>
  );
}
