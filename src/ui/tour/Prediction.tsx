import { useEffect } from "react";
import { createPortal } from "react-dom";
import { MOST_MARKED } from "../../attention/prediction";
import { tellHost } from "../../element/frame/messages";
import { answerOf, canReveal, markedCells, reveal, usePrediction } from "../../state/navigation/prediction";
import { type Store, useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { PredictionGrid } from "./PredictionGrid";
import { usePredictionText } from "./prediction-text";
import "./Prediction.css";

/** The question of a step, with the cells to mark over the image; after it the score. */
export function Prediction({ place }: { readonly place: NonNullable<Store["tour"]> }) {
  const text = usePredictionText();
  const site = useStore(currentSite);
  const isReady = useStore(canReveal);
  const cells = usePrediction((state) => markedCells(state, place));
  const answer = usePrediction((state) => answerOf(state, place));
  useInertImage(answer === undefined);
  const frame = document.querySelector(".stage-frame");
  const grid =
    site &&
    frame &&
    createPortal(<PredictionGrid grid={site.keyGrid} cells={cells} isOpen={!answer} />, frame);
  return (
    <div className="prediction">
      {answer ? (
        <p className="figures" data-testid="prediction-result">
          {text.result(
            `${(answer.covered * 100).toFixed(1)}%`,
            answer.score.toFixed(2),
            answer.chance.toFixed(2),
          )}
        </p>
      ) : (
        <>
          <p>{text.question(MOST_MARKED)}</p>
          <span className="quiet figures">{text.marked(cells.length, MOST_MARKED)}</span>
          <button
            type="button"
            className="primary"
            disabled={cells.length === 0 || !isReady}
            onClick={showRow}
          >
            {text.show}
          </button>
        </>
      )}
      {grid}
    </div>
  );
}

function showRow(): void {
  const answer = reveal();
  if (!answer) return;
  const { step, cells, score, chance } = answer;
  tellHost({ type: "answer", step, cells, score, chance });
}

/** What points at the image would show another row. */
function useInertImage(isInert: boolean): void {
  useEffect(() => {
    const stage = document.querySelector<HTMLElement>(".stage");
    if (!isInert || !stage) return;
    stage.inert = true;
    return () => {
      stage.inert = false;
    };
  }, [isInert]);
}
