import { useSyncExternalStore } from "react";

/** Where the page is one column and its controls are a sheet. As in App.css and Tasks.css. */
export const NARROW = "(max-width: 639px)";

/** Where image, map and controls stand side by side, and the strip of images under the image. As in App.css. */
export const WIDE = "(min-width: 1080px)";

interface Watched {
  readonly matches: () => boolean;
  readonly subscribe: (onChange: () => void) => () => void;
}

/** One for each query: a component that renders with every move of the pointer neither asks nor subscribes again. */
const watched = new Map<string, Watched>();

function watch(query: string): Watched {
  const known = watched.get(query);
  if (known) return known;
  const media = window.matchMedia(query);
  const made: Watched = {
    matches: () => media.matches,
    subscribe: (onChange) => {
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
  };
  watched.set(query, made);
  return made;
}

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  const { matches, subscribe } = watch(query);
  return useSyncExternalStore(subscribe, matches);
}
