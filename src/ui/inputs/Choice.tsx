import { useId } from "react";

export interface ChoiceProps<T extends string> {
  readonly label: string;
  /** The label is for screen readers only: what stands around the choice says it. */
  readonly hidesLabel?: boolean;
  /** The help is for screen readers only. */
  readonly hidesHelp?: boolean;
  readonly value: T;
  readonly options: readonly T[];
  readonly texts: Readonly<Record<T, { readonly label: string; readonly help: string }>>;
  readonly onChange: (value: T) => void;
}

/** A few choices side by side; the chosen one says in a line what it does. */
export function Choice<T extends string>({
  label,
  hidesLabel,
  hidesHelp,
  value,
  options,
  texts,
  onChange,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="control">
      <legend className={hidesLabel ? "visually-hidden" : undefined}>{label}</legend>
      <div className="choice">
        {options.map((option) => (
          <label key={option}>
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{texts[option].label}</span>
          </label>
        ))}
      </div>
      <p className={hidesHelp ? "visually-hidden" : "quiet"}>{texts[value].help}</p>
    </fieldset>
  );
}
