/** Which of a model's classes are listed: all of a few, some of many. */

/** More classes than this are not all shown: each has an image that the generator makes, or a slider. */
export const FEW_CLASSES = 24;
/** Of many, so many are shown. */
const SHOWN = 12;

/**
 * Numbers of the classes to list, in their order.
 * @param names of all classes
 * @param always numbers of those that are listed whatever is searched, such as the chosen one
 * @param search a part of a name, in any case; empty for the first ones
 */
export function listedClasses(
  names: readonly string[],
  always: readonly number[],
  search: string,
): readonly number[] {
  if (names.length <= FEW_CLASSES) return names.map((_, index) => index);
  const wanted = search.trim().toLowerCase();
  const listed = new Set(always);
  let found = 0;
  for (let index = 0; index < names.length && found < SHOWN; index++) {
    if (listed.has(index) || !names[index].toLowerCase().includes(wanted)) continue;
    listed.add(index);
    found++;
  }
  return [...listed].sort((a, b) => a - b);
}
