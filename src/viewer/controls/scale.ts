/** From values to positions of a slider and back. */
import type { Bounds } from "./bounds";

/** Attributes of a range input: its ends and its step, in positions. */
export function sliderRange({ min, max, step, scale }: Bounds): Pick<Bounds, "min" | "max" | "step"> {
  return scale === "linear" ? { min, max, step } : { min: Math.log10(min), max: Math.log10(max), step };
}

/** The position of a value. */
export function toPosition({ scale }: Bounds, value: number): number {
  return scale === "linear" ? value : Math.log10(value);
}

/** The value at a position. Around the middle of a logarithmic scale it is exactly 1. */
export function fromPosition({ scale, step }: Bounds, position: number): number {
  if (scale === "linear") return position;
  return step !== "any" && Math.abs(position) < step / 2 ? 1 : 10 ** position;
}
