import type { Text } from "./en/page";

/** What a figure says, in a language. */
export function figureWords(
  text: Text,
  part: keyof Text["parts"]["choices"],
  curve: keyof Text["map"]["curves"],
  unit: keyof Text["map"]["units"] = "weight",
) {
  return {
    ...text.figure,
    axis: text.map.units[unit],
    uniform: text.map.uniform[unit],
    part: text.parts.choices[part].label,
    curve: text.map.curves[curve].label,
    seed: text.image.seed,
  };
}
