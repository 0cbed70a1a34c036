import { useId, useState } from "react";
import { asLensError, LensError } from "../../model/errors";
import * as draft from "../../state/navigation/tour-draft";
import { addNotice } from "../../state/store/notices";
import { HIGHLIGHTS, LONGEST_CAPTION, LONGEST_TITLE, MOST_STEPS } from "../../viewer/tour/tour";
import { FileButton } from "../inputs/FileButton";
import { Fold } from "../inputs/Fold";
import { useLocale } from "../locale";
import { saveFile } from "../save-file";
import { useLocalised } from "../text";
import { useTourText } from "./tour-text";
import "../inputs/actions.css";
import "./tour.css";

/** Where a person writes a tour: steps of what is on show, with captions, in an order. */
export function TourEditor() {
  const { editor } = useTourText();
  return (
    <Fold heading={editor.heading} testId="tour-editor">
      <Draft />
    </Fold>
  );
}

function Draft() {
  const { editor } = useTourText();
  const id = useId();
  const localised = useLocalised();
  const language = useLocale((locale) => locale.language);
  const { title, steps, removed } = draft.useDraft();
  return (
    <div className="tour-editor">
      <p className="quiet">{editor.help}</p>
      {steps.length > 0 && (
        <div className="tour-field">
          <label htmlFor={id}>{editor.title}</label>
          <input
            id={id}
            type="text"
            value={localised(title)}
            maxLength={LONGEST_TITLE}
            onChange={({ target }) => draft.setTitle(language, target.value)}
          />
        </div>
      )}
      <ol className="tour-steps">
        {steps.map((step, at) => (
          <Step key={step.key} step={step} at={at} isLast={at === steps.length - 1} />
        ))}
      </ol>
      <div className="actions">
        <button type="button" disabled={steps.length >= MOST_STEPS} onClick={draft.addStep}>
          {editor.add}
        </button>
        {removed && (
          <button type="button" onClick={draft.putBack}>
            {editor.putBack}
          </button>
        )}
      </div>
      {steps.length >= MOST_STEPS && <p className="quiet">{editor.full(MOST_STEPS)}</p>}
      <div className="actions">
        {steps.length > 0 && (
          <>
            <button type="button" className="primary" onClick={save}>
              {editor.save}
            </button>
            <CopyTourLink />
          </>
        )}
        <FileButton label={editor.open} accept=".json,application/json" onFiles={open} />
        {steps.length > 0 && (
          <button type="button" onClick={draft.clearDraft}>
            {editor.clear}
          </button>
        )}
      </div>
    </div>
  );
}

function CopyTourLink() {
  const { editor } = useTourText();
  const tour = draft.useDraft();
  /** The draft whose link was copied. */
  const [copied, setCopied] = useState<typeof tour>();
  const copy = async () => {
    let link: string;
    try {
      link = draft.draftLink();
    } catch (thrown) {
      return addNotice(asLensError(thrown));
    }
    try {
      await navigator.clipboard.writeText(link);
      setCopied(tour);
    } catch {
      addNotice(new LensError("tour-link-not-copied"));
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      <span aria-live="polite">{copied === tour ? editor.copied : editor.copyLink}</span>
    </button>
  );
}

interface StepProps {
  readonly step: draft.DraftStep;
  readonly at: number;
  readonly isLast: boolean;
}

function Step({ step: { key, caption, highlight, ask }, at, isLast }: StepProps) {
  const { editor } = useTourText();
  const id = useId();
  const localised = useLocalised();
  const language = useLocale((locale) => locale.language);
  return (
    <li className="tour-step">
      <div className="tour-field">
        <label htmlFor={id}>{editor.caption(at + 1)}</label>
        <textarea
          id={id}
          rows={3}
          value={localised(caption)}
          maxLength={LONGEST_CAPTION}
          onChange={({ target }) => draft.setCaption(key, language, target.value)}
        />
      </div>
      <div className="actions">
        <select
          aria-label={editor.highlight(at + 1)}
          value={highlight ?? "none"}
          onChange={({ target }) =>
            draft.setHighlight(
              key,
              HIGHLIGHTS.find((one) => one === target.value),
            )
          }
        >
          {(["none", ...HIGHLIGHTS] as const).map((one) => (
            <option key={one} value={one}>
              {editor.highlights[one]}
            </option>
          ))}
        </select>
        <label className="tour-asks">
          <input
            type="checkbox"
            aria-label={editor.asks(at + 1)}
            checked={ask !== undefined}
            onChange={({ target }) => draft.setAsk(key, target.checked)}
          />
          {editor.short.asks}
        </label>
        <button
          type="button"
          aria-label={editor.up(at + 1)}
          title={editor.up(at + 1)}
          disabled={at === 0}
          onClick={() => draft.moveStep(at, -1)}
        >
          ↑
        </button>
        <button
          type="button"
          aria-label={editor.down(at + 1)}
          title={editor.down(at + 1)}
          disabled={isLast}
          onClick={() => draft.moveStep(at, 1)}
        >
          ↓
        </button>
        <button type="button" aria-label={editor.preview(at + 1)} onClick={() => draft.previewFrom(at)}>
          {editor.short.preview}
        </button>
        <button type="button" aria-label={editor.replace(at + 1)} onClick={() => draft.replaceView(key)}>
          {editor.short.replace}
        </button>
        <button type="button" aria-label={editor.remove(at + 1)} onClick={() => draft.removeStep(at)}>
          {editor.short.remove}
        </button>
      </div>
    </li>
  );
}

function save(): void {
  const { title } = draft.useDraft.getState();
  const name =
    title.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "tour";
  saveFile(new Blob([draft.draftFile()], { type: "application/json" }), `${name}.json`);
}

async function open([file]: readonly File[]): Promise<void> {
  if (!file) return;
  try {
    draft.editTour(await file.text(), file.name);
  } catch (thrown) {
    addNotice(asLensError(thrown));
  }
}
