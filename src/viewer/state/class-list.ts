/** Which of a model's classes are listed, what they are called in lists, and how they are found. */
import type { Manifest } from "../../model/formats/manifest";

export type ModelClass = NonNullable<Manifest["classes"]>[number];

/** More classes than this are not all shown: each has an image that the generator makes, or a slider. */
export const FEW_CLASSES = 24;
/** Of many, so many are shown. */
const SHOWN = 12;

/**
 * What many classes are called in a list. Data sets give several names to a class, with commas in between: the first will do where no
 * other class has it. Classes of the same name get their numbers.
 * @param names of all classes, in one language
 */
export function listNames(names: readonly string[], classes: readonly ModelClass[]): readonly string[] {
  if (names.length <= FEW_CLASSES) return names;
  const first = names.map((name) => name.split(",")[0]);
  const isFirstAlone = alone(first);
  const isAlone = alone(names);
  return names.map((name, at) => {
    if (isFirstAlone(first[at])) return first[at];
    return isAlone(name) ? name : `${name} (${classes[at].id})`;
  });
}

/** Tells of a text whether it is in a list once. */
function alone(texts: readonly string[]): (text: string) => boolean {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (text) => counts.get(text) === 1;
}

/**
 * Places of the classes that are looked for, the nearest first: by number, by a whole name, by a word of it, by its beginning, by any part.
 * @param search in any case and any language that the names have; empty for the first ones
 * @param most how many at most
 */
export function findClasses(classes: readonly ModelClass[], search: string, most = SHOWN): readonly number[] {
  const wanted = search.trim().toLowerCase();
  const farness = farnessFrom(wanted);
  const found = classes.flatMap((one, at) => {
    const far = farness(one);
    return far === undefined ? [] : [{ at, far }];
  });
  // In their order among those that are as near.
  found.sort((a, b) => a.far - b.far);
  return found.slice(0, most).map(({ at }) => at);
}

/** How far a class is from what is looked for; `undefined` where it is something else. */
function farnessFrom(wanted: string): (one: ModelClass) => number | undefined {
  if (wanted === "") return () => 0;
  const literal = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // Names of any script: `\b` knows Latin letters alone.
  const beginning = new RegExp(`(?<![\\p{L}\\p{N}])${literal}`, "u");
  const word = new RegExp(`${beginning.source}(?![\\p{L}\\p{N}])`, "u");
  return ({ id, name }) => {
    if (id.toLowerCase() === wanted) return 0;
    const names = Object.values(name).join(",").toLowerCase();
    if (!names.includes(wanted)) return id.startsWith(wanted) ? 5 : undefined;
    if (names.split(/,\s*/).includes(wanted)) return 1;
    if (word.test(names)) return 2;
    return beginning.test(names) ? 3 : 4;
  };
}

/**
 * Places of the classes to list, in their order: all of a few, some of many.
 * @param always places of those that are listed whatever is searched, such as the chosen one
 * @param search as above
 */
export function listedClasses(
  classes: readonly ModelClass[],
  always: readonly number[],
  search: string,
): readonly number[] {
  if (classes.length <= FEW_CLASSES) return classes.map((_, index) => index);
  const found = findClasses(classes, search, SHOWN + always.length).filter((at) => !always.includes(at));
  return [...new Set([...always, ...found.slice(0, SHOWN)])].sort((a, b) => a - b);
}
