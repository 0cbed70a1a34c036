import { useEffect, useRef } from "react";
import { followTour, goTo, leaveTour, useTour } from "../../state/navigation/tour";
import { useStore } from "../../state/store/store";
import { useLocalised } from "../text";
import { useTourText } from "./tour-text";
import "./tour.css";

/** Above the image while a tour is played: what a step says, and the way to the next. */
export function TourBar() {
  const place = useStore(({ tour }) => tour);
  const { id, tour } = useTour();
  useEffect(() => void (place && followTour()), [place]);
  if (!place) return null;
  return id === place.id && tour ? <Step at={place.at} /> : <Loading />;
}

/** The focus, which was in what goes, passes to the image. */
function leave() {
  leaveTour();
  document.querySelector<HTMLElement>(".stage")?.focus();
}

function Loading() {
  const text = useTourText();
  return (
    <section className="tour" aria-label={text.heading} data-testid="tour">
      <p className="quiet">{text.loading}</p>
    </section>
  );
}

function Step({ at }: { readonly at: number }) {
  const text = useTourText();
  const localised = useLocalised();
  const { tour } = useTour();
  const next = useRef<HTMLButtonElement>(null);
  // Enter leads on from here, whatever had the focus before.
  useEffect(() => next.current?.focus({ preventScroll: true }), []);
  const step = tour?.steps[at];
  if (!step) return null;
  const isLast = at === tour.steps.length - 1;
  return (
    <section
      className="tour"
      aria-label={localised(tour.title)}
      data-testid="tour"
      data-highlight={step.highlight}
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
          className="primary"
          onClick={() => (isLast ? leave() : goTo(at + 1))}
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
    </section>
  );
}
