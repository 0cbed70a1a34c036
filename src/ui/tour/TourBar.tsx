import { Suspense, useEffect, useRef } from "react";
import { hasHost } from "../../element/frame/messages";
import { answerOf, sumUp, usePrediction } from "../../state/navigation/prediction";
import { followTour, goTo, leaveTour, useTour } from "../../state/navigation/tour";
import { type Store, useStore } from "../../state/store/store";
import { lazyPart } from "../lazy-part";
import { useLocalised } from "../text";
import { useTourText } from "./tour-text";
import "./tour.css";

const Prediction = lazyPart(async () => (await import("./Prediction")).Prediction);
const PredictionSummary = lazyPart(async () => (await import("./PredictionSummary")).PredictionSummary);

/** Above the image while a tour is played: what a step says, and the way to the next. */
export function TourBar() {
  const place = useStore(({ tour }) => tour);
  const { id, tour } = useTour();
  useEffect(() => void (place && followTour()), [place]);
  if (!place) return null;
  return id === place.id && tour ? <Step place={place} /> : <Loading />;
}

/** The focus, which was in what goes, passes to the image. */
function leave() {
  leaveTour();
  document.querySelector<HTMLElement>(".stage")?.focus();
}

/** A learner without a page around that is told the answers sees them. */
function finish() {
  if (hasHost() || !sumUp()) leave();
}

function Loading() {
  const text = useTourText();
  return (
    <section className="tour" aria-label={text.heading} data-testid="tour" data-asks>
      <p className="quiet">{text.loading}</p>
    </section>
  );
}

function Step({ place }: { readonly place: NonNullable<Store["tour"]> }) {
  const { at } = place;
  const text = useTourText();
  const localised = useLocalised();
  const { tour } = useTour();
  const next = useRef<HTMLButtonElement>(null);
  const step = tour?.steps[at];
  const isAnswered = usePrediction((state) => answerOf(state, place) !== undefined);
  const isSummed = usePrediction((state) => state.isSummed);
  const asks = step?.ask !== undefined && !isAnswered;
  // Enter leads on from here, whatever had the focus before; a question takes it to the image.
  useEffect(() => {
    if (!asks) next.current?.focus({ preventScroll: true });
  }, [asks]);
  if (!step) return null;
  const isLast = at === tour.steps.length - 1;
  return (
    <section
      className="tour"
      aria-label={localised(tour.title)}
      data-testid="tour"
      data-highlight={step.highlight}
      data-asks={asks || undefined}
    >
      <p className="quiet figures tour-where">
        <span className="tour-title">{localised(tour.title)}</span> {text.step(at + 1, tour.steps.length)}
      </p>
      <p className="tour-caption" aria-live="polite" data-testid="tour-caption">
        {localised(step.caption)}
      </p>
      <div className="tour-ways">
        <button type="button" disabled={at === 0} onClick={() => goTo(at - 1)}>
          {text.back}
        </button>
        <button
          ref={next}
          type="button"
          className={asks ? undefined : "primary"}
          onClick={() => (isLast ? finish() : goTo(at + 1))}
        >
          {isLast ? text.finish : text.next}
        </button>
        <button type="button" title={text.again} aria-label={text.again} onClick={() => goTo(at)}>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="tour-icon">
            <path d="M13 8a5 5 0 1 1-1.5-3.6M13 1.5v3.4H9.6" />
          </svg>
        </button>
        <button type="button" title={text.leave} aria-label={text.leave} onClick={leave}>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="tour-icon">
            <path d="M3.5 3.5l9 9m0-9l-9 9" />
          </svg>
        </button>
      </div>
      {step.ask && (
        <div className="tour-ask">
          <Suspense>
            <Prediction key={at} place={place} />
          </Suspense>
        </div>
      )}
      {isSummed && (
        <Suspense>
          <PredictionSummary onClose={leave} />
        </Suspense>
      )}
    </section>
  );
}
