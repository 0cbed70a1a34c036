import type { Text } from "./en";

/** What a figure says, in a language. */
export function figureWords(
  text: Text,
  part: keyof Text["parts"]["choices"],
  curve: keyof Text["map"]["curves"],
) {
  const { picture, query, caption, scaleOfAll, scaleOfThese, step, changed } = text.figure;
  return {
    ...{ picture, query, caption, scaleOfAll, scaleOfThese, step, changed },
    axis: text.map.units.weight,
    uniform: text.map.uniform.weight,
    part: text.parts.choices[part].label,
    curve: text.map.curves[curve].label,
    seed: text.picture.seed,
  };
}
