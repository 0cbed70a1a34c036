import { type FormEvent, useId, useState } from "react";
import type { ImportRecord } from "../../state/files/import-record";
import { hasSource, type ImportSettings, importAgain } from "../../state/files/importing";
import { Choice } from "../inputs/Choice";
import { FileButton } from "../inputs/FileButton";
import { parseClasses } from "./parse-classes";
import { useImportingText } from "./text";

interface SettingsProps {
  readonly model: string;
  readonly record: ImportRecord;
}

/** What can be imported differently: statistics of batch normalisation, and which classes. */
export function Settings({ model, record }: SettingsProps) {
  const { own } = useImportingText();
  const { classes, settings } = record;
  /** Chosen, but the checkpoint is not at hand: it is not stored, and this is a later visit. */
  const [waiting, setWaiting] = useState<ImportSettings>();
  const shown = waiting ?? settings;
  const apply = (chosen: ImportSettings) => {
    if (hasSource(model)) void importAgain(model, chosen);
    else setWaiting(chosen);
  };
  return (
    <>
      <Choice
        label={own.statistics.label}
        value={shown.statistics ?? "running"}
        options={["running", "batch"]}
        texts={own.statistics}
        onChange={(choice) => apply({ ...shown, statistics: choice })}
      />
      {classes > 1 && <ClassesField classes={classes} settings={shown} onApply={apply} />}
      {waiting && (
        <div className="control" data-testid="import-source">
          <p>{own.needsSource(record.file)}</p>
          <FileButton
            label={own.chooseSource}
            accept=""
            multiple
            onFiles={(files) =>
              importAgain(
                model,
                waiting,
                files.map((file) => ({ name: file.name, blob: file })),
              )
            }
          />
        </div>
      )}
    </>
  );
}

interface ClassesFieldProps {
  /** Classes in the file. */
  readonly classes: number;
  readonly settings: ImportSettings;
  readonly onApply: (settings: ImportSettings) => void;
}

function ClassesField({ classes, settings, onApply }: ClassesFieldProps) {
  const { own } = useImportingText();
  const id = useId();
  const [draft, setDraft] = useState(settings.classes?.join(", ") ?? "");
  const parsed = parseClasses(draft, classes);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed) return;
    const { classes: _before, ...rest } = settings;
    onApply(parsed.length > 0 ? { ...rest, classes: parsed } : rest);
  };
  return (
    <form className="control" onSubmit={apply}>
      <div className="control-line">
        <label htmlFor={id}>{own.classes}</label>
        <input
          id={id}
          type="text"
          className="importing-classes"
          placeholder={`0-${classes - 1}`}
          value={draft}
          aria-invalid={parsed === undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => setDraft(target.value)}
        />
        <button type="submit" disabled={!parsed}>
          {own.apply}
        </button>
      </div>
      <p id={`${id}-help`} className="quiet">
        {own.classesHelp(classes)}
      </p>
    </form>
  );
}
