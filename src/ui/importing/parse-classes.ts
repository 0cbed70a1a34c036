/**
 * Classes by number, as a person types them: `0, 3, 7-9`.
 * @param count classes that there are
 * @returns in ascending order, each once; empty for an empty text, `undefined` for one that names something else
 */
export function parseClasses(text: string, count: number): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(/[,\s]+/).filter((each) => each !== "")) {
    const match = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part);
    if (!match) return undefined;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (last < first || last >= count) return undefined;
    for (let number = first; number <= last; number++) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}
