import { useId } from "react";

export interface SliderProps {
  readonly label: string;
  /** The label is for screen readers only: what stands above the slider says it. */
  readonly hidesLabel?: boolean;
  readonly help: string;
  readonly value: number;
  /** The value in words, where it is not the slider's own number. */
  readonly shown?: string;
  readonly min: number;
  readonly max: number;
  /** "any" lets every number between the two ends through. */
  readonly step: number | "any";
  readonly onChange: (value: number) => void;
}

/** A labelled range with its value, one line on what it does. */
export function Slider({ label, hidesLabel, help, value, shown, min, max, step, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="control">
      <div className="control-line">
        <label htmlFor={id} className={hidesLabel ? "visually-hidden" : undefined}>
          {label}
        </label>
        <output className="figures" htmlFor={id}>
          {shown ?? value.toFixed(2)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        aria-describedby={`${id}-help`}
        aria-valuetext={shown}
        {...{ min, max, step, value }}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <p id={`${id}-help`} className="quiet">
        {help}
      </p>
    </div>
  );
}
