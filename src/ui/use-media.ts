import { useSyncExternalStore } from "react";

/** Where the page is one column and its controls are a sheet. As in App.css and Tasks.css. */
export const NARROW = "(max-width: 639px)";

/** Where image, map and controls stand side by side, and the strip of images under the image. As in App.css. */
export const WIDE = "(min-width: 1080px)";

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    () => window.matchMedia(query).matches,
  );
}
