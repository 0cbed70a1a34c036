import { type RefObject, useLayoutEffect, useRef } from "react";
import { type Store, useStore } from "../../state/store/store";

/**
 * A canvas that draws itself straight from the store, outside React's rendering: a hovered map is painted in the very
 * handler of the pointer event, within its frame.
 * @param select what the drawing depends on; it draws again when any part changes
 * @param draw called with the canvas and the selected values
 */
export function useLayer<T extends readonly unknown[]>(
  select: (state: Store) => T,
  draw: (canvas: HTMLCanvasElement, values: T) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const render = (values: T) => {
      if (ref.current) draw(ref.current, values);
    };
    render(select(useStore.getState()));
    return useStore.subscribe(select, render, {
      equalityFn: (a, b) => a.length === b.length && a.every((value, index) => Object.is(value, b[index])),
    });
    // `select` and `draw` are module functions: they never change.
  }, [select, draw]);
  return ref;
}
