/** The rows of the table of controls as inputs of the lens around them. Each renders when its own value changes, and at nothing else. */
import { useId } from "react";
import { pageLens } from "../../state/engine/viewer";
import { fromPosition, sliderRange, toPosition } from "../../viewer/controls/scale";
import type { ChoiceControl, FlagControl, NumberControl } from "../../viewer/controls/table";
import { useText } from "../text";
import { Choice, type ChoiceProps } from "./Choice";
import { useControlledLens } from "./controlled-lens";
import { labelOf } from "./labels";
import { Slider, type SliderProps } from "./Slider";

interface ControlSliderProps extends Pick<SliderProps, "help" | "hidesLabel"> {
  readonly control: NumberControl;
  /** Which entry of the control's field, where it has several. */
  readonly of?: string;
  /** In place of the table's, for one of several entries. */
  readonly label?: string;
  /** The value in words, where its number does not say it. */
  readonly inWords?: (value: number) => string;
  /** How far the slider reaches to both sides, where that depends on the entry. */
  readonly reach?: number;
}

export function ControlSlider({ control, of = "", label, inWords, reach, ...rest }: ControlSliderProps) {
  const text = useText();
  const lens = useControlledLens(pageLens);
  const { bounds, read, write } = control;
  const value = lens.useState((state) => read(state, of));
  const shown = inWords?.(value) ?? (bounds.scale === "logarithmic" ? value.toFixed(2) : undefined);
  return (
    <Slider
      label={label ?? labelOf(text, control.label)}
      {...rest}
      {...sliderRange(bounds)}
      {...(reach !== undefined && { min: -reach, max: reach })}
      {...(shown !== undefined && { shown })}
      value={toPosition(bounds, value)}
      onChange={(position) => lens.patch(write(fromPosition(bounds, position), lens.getState(), of))}
    />
  );
}

interface ControlChoiceProps<T extends string> extends Pick<ChoiceProps<T>, "texts" | "hidesLabel"> {
  readonly control: ChoiceControl<T>;
}

/** A few options side by side. */
export function ControlChoice<T extends string>({ control, ...rest }: ControlChoiceProps<T>) {
  const text = useText();
  const lens = useControlledLens(pageLens);
  const value = lens.useState((state) => control.read(state, ""));
  return (
    <Choice
      label={labelOf(text, control.label)}
      value={value}
      options={control.options(lens.getState())}
      {...rest}
      onChange={(next) => lens.patch(control.write(next, lens.getState(), ""))}
    />
  );
}

interface ControlSelectProps<T extends string> {
  readonly control: ChoiceControl<T>;
  readonly id: string;
  readonly testId?: string;
  /** Name of an option; the option itself where absent. */
  readonly nameOf?: (option: T) => string;
}

/** Many options in a list. Its label and its help, `<id>-help`, stand beside it. */
export function ControlSelect<T extends string>({ control, id, testId, nameOf }: ControlSelectProps<T>) {
  const lens = useControlledLens(pageLens);
  const value = lens.useState((state) => control.read(state, ""));
  return (
    <select
      id={id}
      data-testid={testId}
      value={value}
      aria-describedby={`${id}-help`}
      onChange={(event) => lens.patch(control.write(event.target.value as T, lens.getState(), ""))}
    >
      {control.options(lens.getState()).map((option) => (
        <option key={option} value={option}>
          {nameOf?.(option) ?? option}
        </option>
      ))}
    </select>
  );
}

interface ControlFlagProps {
  readonly control: FlagControl;
  readonly help?: string;
}

export function ControlFlag({ control, help }: ControlFlagProps) {
  const text = useText();
  const id = useId();
  const lens = useControlledLens(pageLens);
  const checked = lens.useState((state) => control.read(state, ""));
  const box = (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        {...(help !== undefined && { "aria-describedby": id })}
        onChange={(event) => lens.patch(control.write(event.target.checked, lens.getState(), ""))}
      />
      {labelOf(text, control.label)}
    </label>
  );
  if (help === undefined) return box;
  return (
    <div className="control">
      {box}
      <p id={id} className="quiet">
        {help}
      </p>
    </div>
  );
}
