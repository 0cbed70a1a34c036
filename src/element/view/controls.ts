/** The controls of an element: each says what it does, and follows the state. */
import { changesNothing, NO_INTERVENTION, noIntervention } from "../../attention/intervention";
import { MAX_SEED } from "../../latent/noise";
import type { ElementText } from "../../locales/en/element";
import { localised } from "../../locales/localised";
import type { LinkState } from "../../viewer/address/address";
import { GAMMA_SCALE, MAPS, OVERLAYS, PARTS, SCALES } from "../../viewer/state/lens-state";
import type { ViewerState } from "../../viewer/state/viewer-state";
import { currentSite } from "../../viewer/views/derived";
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
  psi: ({ text, change }) =>
    range(
      text.psi,
      { min: 0, max: 2, step: 0.01 },
      ({ lens }) => lens.psi,
      (psi) => change({ psi }),
    ),
  classes: classControl,
  gamma: (context) =>
    layerRange(context, context.text.gamma, "gammaScale", {
      min: GAMMA_SCALE.min,
      max: GAMMA_SCALE.max,
      step: 0.01,
    }),
  temp: (context) => layerRange(context, context.text.temp, "temperature", { min: 0.1, max: 4, step: 0.1 }),
  step: stepControl,
  map: ({ text, change }) =>
    choice(
      text.map,
      () => MAPS.map((map) => [map, text.maps[map]]),
      ({ lens }) => lens.map,
      (map) => change({ map }),
    ),
  part: ({ text, change }) =>
    choice(
      text.part,
      () => PARTS.map((part) => [part, text.parts[part]]),
      ({ lens }) => lens.part,
      (part) => change({ part }),
    ),
  overlay: ({ text, change }) =>
    choice(
      text.overlay,
      () => OVERLAYS.map((overlay) => [overlay, text.overlays[overlay]]),
      ({ lens }) => lens.overlay,
      (overlay) => change({ overlay }),
    ),
  scale: ({ text, change }) =>
    choice(
      text.scale,
      () => SCALES.map((scale) => [scale, text.scales[scale]]),
      ({ lens }) => lens.scale,
      (scale) => change({ scale }),
    ),
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

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function range(
  label: string,
  bounds: Bounds,
  read: (state: ViewerState) => number,
  write: (value: number, state: ViewerState) => void,
): Control {
  // The label holds the value too, which is no part of the name.
  const input = html("input", { type: "range", ...bounds, "aria-label": label });
  const output = html("output");
  let now: ViewerState | undefined;
  input.addEventListener("input", () => now && write(input.valueAsNumber, now));
  return {
    element: html("label", { class: "control" }, label, output, input),
    update(state) {
      now = state;
      const value = read(state);
      input.value = String(value);
      output.textContent = value.toFixed(2);
    },
  };
}

function layerRange(
  { change }: ControlContext,
  label: string,
  field: "gammaScale" | "temperature",
  bounds: Bounds,
): Control {
  const nameOf = (state: ViewerState) => currentSite(state)?.name ?? state.lens.site ?? "g.attn";
  return range(
    label,
    bounds,
    (state) => (state.lens.interventions[nameOf(state)] ?? NO_INTERVENTION)[field],
    (value, state) => {
      const site = nameOf(state);
      const { [site]: before, ...others } = state.lens.interventions;
      const changed = { ...noIntervention(), ...before, [field]: value };
      change({ interventions: changesNothing(changed) ? others : { ...others, [site]: changed } });
    },
  );
}

function choice<T extends string>(
  label: string,
  options: (state: ViewerState) => readonly (readonly [value: T, label: string])[],
  read: (state: ViewerState) => string,
  write: (value: T) => void,
): Control {
  const select = html("select");
  let shown = "";
  select.addEventListener("change", () => write(select.value as T));
  return {
    element: html("label", { class: "control" }, label, select),
    update(state) {
      const list = options(state);
      const key = JSON.stringify(list);
      // A list that is open must not be made again under the pointer.
      if (key !== shown) {
        select.replaceChildren(...list.map(([value, name]) => html("option", { value }, name)));
        shown = key;
      }
      select.value = read(state);
    },
  };
}

function seedControl({ text, change }: ControlContext): Control {
  const input = html("input", { type: "number", min: 0, max: MAX_SEED, step: 1 });
  const button = html("button", { type: "button" }, text.newSeed);
  input.addEventListener("change", () => {
    if (input.value !== "" && input.validity.valid) change({ seed: input.valueAsNumber, edits: {} });
  });
  button.addEventListener("click", () => {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    change({ seed, edits: {} });
  });
  return {
    element: html("div", { class: "control" }, html("label", { class: "row" }, text.seed, input), button),
    update({ lens }) {
      // What is being typed stays.
      if (!input.matches(":focus")) input.value = String(lens.seed);
    },
  };
}

function classControl({ text, language, change }: ControlContext): Control {
  const control = choice<string>(
    text.classes,
    ({ manifest, lens }) => [
      ...(manifest?.classes ?? []).map(({ id, name }) => [id, localised(name, language)] as const),
      ...(Object.keys(lens.classes).length > 1 ? [["", text.mixed] as const] : []),
    ],
    ({ lens, manifest }) => {
      const named = Object.keys(lens.classes);
      return named.length > 1 ? "" : (named[0] ?? manifest?.classes?.[0]?.id ?? "");
    },
    (id) => id !== "" && change({ classes: { [id]: 1 } }),
  );
  return {
    element: control.element,
    update(state) {
      // A model without classes has nothing to choose.
      control.element.hidden = !state.manifest?.classes;
      control.update(state);
    },
  };
}

function stepControl({ text, change }: ControlContext): Control {
  const input = html("input", { type: "range", min: 0, step: 1, "aria-label": text.step });
  const output = html("output");
  let steps: readonly number[] = [];
  // The last place is the finished generator.
  input.addEventListener("input", () => change({ snapshot: steps[input.valueAsNumber] ?? null }));
  return {
    element: html("label", { class: "control" }, text.step, output, input),
    update({ manifest, lens }) {
      steps = manifest?.snapshots.map(({ step }) => step) ?? [];
      input.max = String(steps.length);
      input.disabled = steps.length === 0;
      input.value = String(lens.snapshot === null ? steps.length : steps.indexOf(lens.snapshot));
      output.textContent = lens.snapshot === null ? text.finished : String(lens.snapshot);
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
