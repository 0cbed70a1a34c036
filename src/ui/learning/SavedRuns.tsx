import { useRef } from "react";
import { asLensError } from "../../model/errors";
import { MOST_RUNS } from "../../model/storage/saved-runs";
import { formatCount, formatMegabytes } from "../../render/format";
import { addNotice } from "../../state/store/notices";
import { openSavedRun, removeSaved, useLearning } from "../../state/training/training";
import { useLocale } from "../locale";
import { useLearningText } from "./text";

/** Runs that this browser saved by itself: to open one again, or to remove it. */
export function SavedRuns() {
  const text = useLearningText();
  const runs = useLearning((state) => state.savedRuns);
  const shown = useLearning((state) => state.saving?.id);
  const phase = useLearning((state) => state.status.phase);
  const language = useLocale((locale) => locale.language);
  const heading = useRef<HTMLHeadingElement>(null);
  const isBusy = phase === "running" || phase === "starting";
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const reported = (work: Promise<void>) => void work.catch((thrown) => addNotice(asLensError(thrown)));
  const remove = async (id: string) => {
    await removeSaved(id);
    // The button that had the focus is gone.
    heading.current?.focus();
  };
  return (
    <div className="panel">
      <h2 ref={heading} tabIndex={-1}>
        {text.saved.heading}
      </h2>
      <p className="quiet">{text.saved.help(MOST_RUNS)}</p>
      {runs.length === 0 && <p className="quiet">{text.saved.none}</p>}
      <ul className="saved-runs">
        {runs.map(({ id, pictures, seed, step, at, bytes }) => {
          const images =
            pictures === "faces" || pictures === "lines" ? text.images[pictures].label : pictures;
          const name = text.saved.name(images, seed, formatCount(step));
          return (
            <li key={id} data-testid="saved-run" data-step={step}>
              <span>
                {name}
                {id === shown && ` ${text.saved.shown}`}
              </span>
              <span className="quiet figures">
                {time.format(at)}, {formatMegabytes(bytes)} MB
              </span>
              <span className="button-row">
                <button
                  type="button"
                  aria-label={text.saved.openItem(name)}
                  disabled={id === shown || isBusy}
                  onClick={() => reported(openSavedRun(id))}
                >
                  {text.saved.open}
                </button>
                <button
                  type="button"
                  aria-label={text.saved.removeItem(name)}
                  disabled={id === shown && isBusy}
                  onClick={() => reported(remove(id))}
                >
                  {text.saved.remove}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
