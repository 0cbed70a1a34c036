import { useEffect, useId, useRef } from "react";
import { answersCsv } from "../../export/csv";
import { usePrediction } from "../../state/navigation/prediction";
import { saveFile } from "../save-file";
import { usePredictionText } from "./prediction-text";
import "../inputs/actions.css";
import "./Prediction.css";

/** At the end of a tour that asked: each answer with its score, to be saved where a person wants it. */
export function PredictionSummary({ onClose }: { readonly onClose: () => void }) {
  const { summary } = usePredictionText();
  const answers = usePrediction((state) => state.answers);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const save = () =>
    saveFile(new Blob([answersCsv(answers)], { type: "text/csv" }), "sagan-lens-predictions.csv");
  return (
    <dialog
      ref={dialog}
      className="prediction-summary"
      aria-labelledby={heading}
      data-testid="prediction-summary"
      onClose={onClose}
    >
      <h2 id={heading}>{summary.heading}</h2>
      <p className="quiet">{summary.help}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{summary.step}</th>
            <th scope="col">{summary.cells}</th>
            <th scope="col">{summary.score}</th>
            <th scope="col">{summary.chance}</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ step, cells, score, chance }) => (
            <tr key={step}>
              <td>{step}</td>
              <td>{cells.length}</td>
              <td>{score.toFixed(2)}</td>
              <td>{chance.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="actions">
        <button type="button" className="primary" onClick={save}>
          {summary.save}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {summary.close}
        </button>
      </div>
    </dialog>
  );
}
