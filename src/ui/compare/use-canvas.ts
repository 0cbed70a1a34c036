import { type RefObject, useLayoutEffect, useRef } from "react";
import { shallow } from "zustand/shallow";
import { type PairStore, usePair } from "../../state/compare/pair";

/**
 * A canvas that draws itself straight from the state of both sides, outside React's rendering, in the very handler of the pointer event.
 * @param select what the drawing depends on; a function that stays the same
 * @param draw called with the canvas and the selected values when any of them changed; stays the same, too
 */
export function usePairCanvas<T extends readonly unknown[]>(
  select: (pair: PairStore) => T,
  draw: (canvas: HTMLCanvasElement, values: T) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const render = (values: T) => {
      if (ref.current) draw(ref.current, values);
    };
    render(select(usePair.getState()));
    return usePair.subscribe(select, render, { equalityFn: shallow });
  }, [select, draw]);
  return ref;
}
