/** Controls that the pieces share. */
import { html } from "../element/view/html";

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** The value as it is shown and read out. */
  readonly write: (value: number) => string;
  readonly onInput: (value: number) => void;
}

export interface Slider {
  readonly element: HTMLElement;
  /** Moves the slider without telling. */
  readonly set: (value: number) => void;
}

/** A labelled slider that shows its value. */
export function slider({ label, write, onInput, value, ...bounds }: SliderOptions): Slider {
  const input = html("input", { type: "range", ...bounds, value });
  const output = html("output", { class: "figures quiet" });
  const show = () => {
    output.textContent = write(input.valueAsNumber);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    show();
    onInput(input.valueAsNumber);
  });
  show();
  return {
    element: html("label", { class: "slider" }, html("span", {}, label), output, input),
    set(next) {
      input.value = String(next);
      show();
    },
  };
}

/** Follows a pointer that is held down on an element, in fractions of its box (0 to 1, and beyond while it is held outside). */
export function onDrag(target: SVGElement, drag: (fractionX: number, fractionY: number) => void): void {
  const tell = (event: PointerEvent) => {
    const box = target.getBoundingClientRect();
    if (box.width > 0) drag((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  target.addEventListener("pointerdown", (event) => {
    target.setPointerCapture(event.pointerId);
    // Else the browser would begin to select text.
    event.preventDefault();
    tell(event);
  });
  target.addEventListener("pointermove", (event) => {
    if (target.hasPointerCapture(event.pointerId)) tell(event);
  });
}
