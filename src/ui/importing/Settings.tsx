import { type FormEvent, useId, useState } from "react";
import { type ImportSettings, importAgain } from "../../state/files/importing";
import { Choice } from "../inputs/Choice";
import { parseClasses } from "./parse-classes";
import { useImportingText } from "./text";

interface SettingsProps {
  /** Classes in the file; 0 for none. */
  readonly classes: number;
  readonly settings: ImportSettings;
}

/** What may be read otherwise: statistics of batch normalisation, and which classes are kept. */
export function Settings({ classes, settings }: SettingsProps) {
  const { own } = useImportingText();
  const statistics = settings.statistics ?? "running";
  return (
    <>
      <Choice
        label={own.statistics.label}
        value={statistics}
        options={["running", "batch"]}
        texts={own.statistics}
        onChange={(choice) => importAgain({ ...settings, statistics: choice })}
      />
      {classes > 1 && <ClassesField classes={classes} settings={settings} />}
    </>
  );
}

function ClassesField({ classes, settings }: SettingsProps) {
  const { own } = useImportingText();
  const id = useId();
  const [draft, setDraft] = useState(settings.classes?.join(", ") ?? "");
  const parsed = parseClasses(draft, classes);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed) return;
    const { classes: _before, ...rest } = settings;
    importAgain(parsed.length > 0 ? { ...rest, classes: parsed } : rest);
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
