/** Values of options, from the text that was typed. What cannot be meant is refused with a sentence. */
import type { Cell } from "../attention/grid";
import { MAX_SEED } from "../latent/noise";
import { CliError } from "./errors";

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WHOLE = /^\d+$/;
/** One run makes at most so many images: more is a slip of the keyboard. */
export const MOST_SEEDS = 10_000;

/** @throws CliError `not-a-number` */
export function parseNumber(given: string, option: string, min: number, max: number): number {
  const value = NUMBER.test(given) ? Number(given) : Number.NaN;
  if (!(value >= min && value <= max)) throw new CliError("not-a-number", { given, option, min, max });
  return value;
}

/** @throws CliError `not-a-whole-number` */
export function parseWhole(given: string, option: string, min: number, max: number): number {
  const value = WHOLE.test(given) ? Number(given) : Number.NaN;
  if (!(value >= min && value <= max)) throw new CliError("not-a-whole-number", { given, option, min, max });
  return value;
}

/** @throws CliError `not-a-choice` */
export function parseChoice<T extends string>(given: string, option: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new CliError("not-a-choice", { given, option, choices: choices.join(", ") });
  return found;
}

/** `12,8` as a cell. @throws CliError `not-a-query` */
export function parseQuery(given: string): Cell {
  const [x, y, ...rest] = given.split(",").map((part) => part.trim());
  if (!WHOLE.test(x) || !WHOLE.test(y ?? "") || rest.length > 0) throw new CliError("not-a-query", { given });
  return { x: Number(x), y: Number(y) };
}

/**
 * `7`, `7-20` and `7,9,12-15` as seeds in the order given, each once.
 * @throws CliError `not-seeds`, `too-many-seeds`
 */
export function parseSeeds(given: readonly string[]): number[] {
  return parseNumbers(
    given,
    MAX_SEED,
    (run) => new CliError("not-seeds", { given: run, max: MAX_SEED }),
    (count) => {
      if (count > MOST_SEEDS) throw new CliError("too-many-seeds", { count, limit: MOST_SEEDS });
    },
  );
}

/**
 * Whole numbers and runs of them, such as `7,9,12-15`, in the order given, each once.
 * @param max the largest that can be meant
 * @param bad the error for a part that is none
 * @param checkCount is told how many there would be before they are made
 */
export function parseNumbers(
  given: readonly string[],
  max: number,
  bad: (part: string) => CliError,
  checkCount: (count: number) => void = () => undefined,
): number[] {
  const numbers = new Set<number>();
  for (const part of given.flatMap((list) => list.split(","))) {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to > max || from > to) throw bad(part);
    checkCount(numbers.size + to - from + 1);
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return [...numbers];
}

/**
 * `River`, `River:0.6` and lists of them as weights by class, the heaviest 1: only their ratio counts.
 * @throws CliError `not-a-class`
 */
export function parseClasses(given: readonly string[]): Record<string, number> {
  const weights = new Map<string, number>();
  for (const entry of given.flatMap((list) => list.split(","))) {
    const at = entry.lastIndexOf(":");
    const name = (at < 0 ? entry : entry.slice(0, at)).trim();
    const amount = at < 0 ? "1" : entry.slice(at + 1).trim();
    const weight = NUMBER.test(amount) ? Number(amount) : Number.NaN;
    if (name === "" || !(weight >= 1e-3 && weight <= 1e3))
      throw new CliError("not-a-class", { given: entry });
    weights.set(name, weight);
  }
  const heaviest = Math.max(...weights.values());
  const factor = heaviest > 1 ? 1 / heaviest : 1;
  // Six decimals: a third of the heaviest is not to be a line of digits in captions and links.
  const short = (weight: number) => Number((weight * factor).toFixed(6));
  return Object.fromEntries([...weights].map(([name, weight]) => [name, short(weight)]));
}

/** An address of the web. @throws CliError `not-an-address` */
export function parseAddress(given: string, option: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new CliError("not-an-address", { given, option });
  return url;
}
