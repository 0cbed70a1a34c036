/** The controls of an element, made from the table of controls: each says what it does, and follows the state. */
import type { ElementText } from "../../locales/en/element";
import { localised } from "../../locales/localised";
import type { LinkState } from "../../viewer/address/address";
import { fromPosition, sliderRange, toPosition } from "../../viewer/controls/scale";
import {
  type ChoiceControl,
  type ControlLabel,
  classChoice,
  FINISHED,
  gammaScale,
  map,
  type NumberControl,
  overlay,
  part,
  psi,
  scale,
  seed,
  snapshot,
  temperature,
} from "../../viewer/controls/table";
import { listNames } from "../../viewer/state/class-list";
import { drawSeed } from "../../viewer/state/seeds";
import type { ViewerState } from "../../viewer/state/viewer-state";
import type { ControlName } from "../attributes";
import { html } from "./html";

export interface ControlContext {
  readonly text: ElementText;
  /** Names of classes are by language. */
  readonly language: string;
  readonly change: (state: Partial<LinkState>) => void;
  /** Where the whole lens shows the same. */
  readonly link: (state: ViewerState) => string;
}

export interface Control {
  readonly element: HTMLElement;
  readonly update: (state: ViewerState) => void;
}

type Maker = (context: ControlContext) => Control;

const MAKERS: Readonly<Record<Exclude<ControlName, "bar" | "sentence">, Maker>> = {
  seed: seedControl,
  psi: (context) => slider(psi, context),
  classes: classControl,
  gamma: (context) => slider(gammaScale, context),
  temp: (context) => slider(temperature, context),
  step: stepControl,
  map: (context) => select(map, context, (name) => context.text.maps[name]),
  part: (context) => select(part, context, (name) => context.text.parts[name]),
  overlay: (context) => select(overlay, context, (name) => context.text.overlays[name]),
  scale: (context) => select(scale, context, (name) => context.text.scales[name]),
  link: linkControl,
};

/** The wanted controls, in their order. */
export function makeControls(wanted: ReadonlySet<ControlName>, context: ControlContext): Control[] {
  const made: Control[] = [];
  for (const name of wanted) {
    if (name === "bar" || name === "sentence") continue;
    const control = MAKERS[name](context);
    control.element.setAttribute("part", `control control-${name}`);
    control.element.dataset.control = name;
    made.push(control);
  }
  return made;
}

/** Labels that the element has texts for. */
type ElementLabel = Extract<ControlLabel, keyof ElementText>;

const labelOf = (text: ElementText, label: ControlLabel) => text[label as ElementLabel] as string;

function slider({ bounds, label, read, write }: NumberControl, { text, change }: ControlContext): Control {
  const name = labelOf(text, label);
  // The label holds the value too, which is no part of the name.
  const input = html("input", { type: "range", ...sliderRange(bounds), "aria-label": name });
  const output = html("output");
  let now: ViewerState | undefined;
  input.addEventListener("input", () => {
    if (now) change(write(fromPosition(bounds, input.valueAsNumber), now, ""));
  });
  return {
    element: html("label", { class: "control" }, name, output, input),
    update(state) {
      now = state;
      const value = read(state, "");
      input.value = String(toPosition(bounds, value));
      output.textContent = value.toFixed(2);
      if (bounds.scale === "logarithmic") input.setAttribute("aria-valuetext", output.textContent);
    },
  };
}

/** @param more options that are on show, and cannot be chosen */
function select<T extends string>(
  { label, options, read, write }: ChoiceControl<T>,
  { text, change }: ControlContext,
  nameOf: (option: T) => string,
  more?: (state: ViewerState) => string | undefined,
): Control {
  const list = html("select");
  let shown = "";
  let now: ViewerState | undefined;
  list.addEventListener("change", () => {
    if (now && list.value !== "") change(write(list.value as T, now, ""));
  });
  return {
    element: html("label", { class: "control" }, labelOf(text, label), list),
    update(state) {
      now = state;
      const extra = more?.(state);
      const entries = options(state).map((option): readonly [string, string] => [option, nameOf(option)]);
      if (extra !== undefined) entries.push(["", extra]);
      const key = JSON.stringify(entries);
      // A list that is open must not be made again under the pointer.
      if (key !== shown) {
        list.replaceChildren(...entries.map(([value, name]) => html("option", { value }, name)));
        shown = key;
      }
      list.value = extra === undefined ? read(state, "") : "";
    },
  };
}

function seedControl({ text, change }: ControlContext): Control {
  const { min, max, step } = seed.bounds;
  const input = html("input", { type: "number", min, max, step });
  const button = html("button", { type: "button" }, text.newSeed);
  let now: ViewerState | undefined;
  const set = (value: number) => now && change(seed.write(value, now, ""));
  input.addEventListener("change", () => {
    if (input.value !== "" && input.validity.valid) set(input.valueAsNumber);
  });
  button.addEventListener("click", () => now && set(drawSeed(now.lens.seed)));
  return {
    element: html("div", { class: "control" }, html("label", { class: "row" }, text.seed, input), button),
    update(state) {
      now = state;
      // What is being typed stays.
      if (!input.matches(":focus")) input.value = String(state.lens.seed);
    },
  };
}

function classControl(context: ControlContext): Control {
  const { text, language } = context;
  let names: ReadonlyMap<string, string> = new Map();
  const control = select(
    classChoice,
    context,
    (id) => names.get(id) ?? id,
    ({ lens }) => (Object.keys(lens.classes).length > 1 ? text.mixed : undefined),
  );
  return {
    element: control.element,
    update(state) {
      const classes = state.manifest?.classes;
      // A model without classes has nothing to choose.
      control.element.hidden = !classes;
      const listed = listNames(
        (classes ?? []).map(({ name }) => localised(name, language)),
        classes ?? [],
      );
      names = new Map((classes ?? []).map(({ id }, at) => [id, listed[at]]));
      control.update(state);
    },
  };
}

/** Places on a slider; the last one is the finished generator. */
function stepControl({ text, change }: ControlContext): Control {
  const input = html("input", { type: "range", min: 0, step: 1, "aria-label": text.step });
  const output = html("output");
  let now: ViewerState | undefined;
  input.addEventListener("input", () => {
    if (now) change(snapshot.write(snapshot.options(now)[input.valueAsNumber] ?? FINISHED, now, ""));
  });
  return {
    element: html("label", { class: "control" }, text.step, output, input),
    update(state) {
      now = state;
      const steps = snapshot.options(state);
      const step = snapshot.read(state, "");
      input.max = String(steps.length - 1);
      input.disabled = steps.length === 1;
      input.value = String(steps.indexOf(step));
      output.textContent = step === FINISHED ? text.finished : step;
      input.setAttribute("aria-valuetext", output.textContent);
    },
  };
}

function linkControl({ text, link }: ControlContext): Control {
  const anchor = html("a", { target: "_blank", rel: "noopener" }, text.link);
  return {
    element: html("div", {}, anchor),
    update(state) {
      anchor.href = link(state);
    },
  };
}
