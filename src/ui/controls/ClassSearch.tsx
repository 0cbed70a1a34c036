import { useId } from "react";
import { formatCount } from "../../render/format";
import { FEW_CLASSES } from "../../viewer/state/class-list";
import { useClassText } from "./class-text";

export interface ClassSearchProps {
  readonly value: string;
  /** How many classes are listed, and how many there are. */
  readonly shown: number;
  readonly count: number;
  readonly onChange: (search: string) => void;
}

/** A field that finds classes by their names, where a model has more of them than can be listed. */
export function ClassSearch({ value, shown, count, onChange }: ClassSearchProps) {
  const own = useClassText();
  const id = useId();
  if (count <= FEW_CLASSES) return null;
  return (
    <div className="control">
      <label className="control-line" htmlFor={id}>
        {own.findClass}
      </label>
      <input
        id={id}
        type="text"
        value={value}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-help`} className="quiet">
        {own.findClassHelp(formatCount(shown), formatCount(count))}
      </p>
    </div>
  );
}
