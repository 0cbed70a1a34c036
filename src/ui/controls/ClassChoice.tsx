import { useId } from "react";
import { setClasses } from "../../state/actions";
import { mainClass } from "../../state/derived";
import { useStore } from "../../state/store";
import { useText } from "../text";
import { ClassMix } from "./ClassMix";

/** Which class a conditional model draws. */
export function ClassChoice() {
  const text = useText();
  const id = useId();
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore(mainClass);
  if (!classes) return null;
  return (
    <div className="control">
      <label htmlFor={id}>{text.picture.class}</label>
      <select
        id={id}
        data-testid="class-choice"
        value={chosen}
        aria-describedby={`${id}-help`}
        onChange={(event) => setClasses({ [event.target.value]: 1 })}
      >
        {classes.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {entry.name.en}
          </option>
        ))}
      </select>
      <p id={`${id}-help`} className="quiet">
        {text.picture.classHelp}
      </p>
      <ClassMix />
    </div>
  );
}
