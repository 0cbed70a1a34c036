import { useId } from "react";
import { pageLens } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import { openedModel } from "../../viewer/state/opened-model";
import { distinctName } from "../frame/distinct-name";
import { useControlledLens } from "../inputs/controlled-lens";
import { useLocalised, useText } from "../text";

/** Every model of this site and of this browser, where there are several. */
export function ModelChoice() {
  const text = useText();
  const localised = useLocalised();
  const id = useId();
  const models = useStore((state) => state.models);
  const lens = useControlledLens(pageLens);
  const model = lens.useState((state) => state.lens.model);
  const saved = useStore((state) => state.savedModels);
  const all = [...(models ?? []), ...saved];
  if (all.length < 2) return null;
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {text.image.model}
      </label>
      <select
        id={id}
        data-testid="model-choice"
        value={model}
        aria-describedby={`${id}-help`}
        onChange={(event) => lens.patch(openedModel(lens.getState(), event.target.value))}
      >
        {/* A still that was opened as a file may come from a model that this site does not have. */}
        {all.every((entry) => entry.id !== model) && <option value={model}>{model}</option>}
        {models?.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {localised(entry.name)}
          </option>
        ))}
        {saved.length > 0 && (
          <optgroup label={text.image.saved}>
            {saved.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {distinctName(entry, saved, localised)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <p id={`${id}-help`} className="visually-hidden">
        {text.image.modelHelp}
      </p>
    </>
  );
}
