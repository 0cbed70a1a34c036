/** What follows from both sides, computed once until one of them changes. */
import type { PairStore } from "../../state/compare/pair";
import type { SideName } from "../../viewer/address/pair-address";
import { rowPair } from "../../viewer/views/comparison";
import { isPending, shownImage } from "../../viewer/views/derived";
import { cachedDifference } from "../../viewer/views/difference";

let last: {
  readonly a: PairStore["a"];
  readonly b: PairStore["b"];
  readonly rows: ReturnType<typeof rowPair>;
};

/** Both rows and how they differ. */
export function pairRows({ a, b }: Pick<PairStore, "a" | "b">): ReturnType<typeof rowPair> {
  if (last?.a !== a || last.b !== b) last = { a, b, rows: rowPair(a, b) };
  return last.rows;
}

const between = cachedDifference();

/** The image of B minus that of A. */
export function imageDifference({ a, b }: Pick<PairStore, "a" | "b">): ReturnType<typeof between> {
  return between(shownImage(a), shownImage(b));
}

/** The image of a side. */
export const sideImage = (pair: PairStore, name: SideName) => shownImage(pair[name]);

/** Whether an image that was asked for is still on its way. */
export const isBusy = ({ a, b }: PairStore): boolean => isPending(a) || isPending(b);
