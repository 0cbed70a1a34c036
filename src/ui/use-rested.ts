import { useEffect, useState } from "react";
import { shallow } from "zustand/shallow";
import { type Store, useStore } from "../state/store/store";

const REST_MS = 80;

/**
 * A part of the store once it has not changed for a moment: for panels too heavy for every move of a pointer. Nothing is
 * rendered before.
 * @param select a function of a module, which never changes
 */
export function useRested<T>(select: (state: Store) => T): T {
  const [rested, setRested] = useState(() => select(useStore.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const now = select(useStore.getState());
        setRested((before) => (shallow(before, now) ? before : now));
      }, REST_MS);
    };
    const end = useStore.subscribe(select, follow, { equalityFn: shallow });
    // What changed between rendering and this effect.
    follow();
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [select]);
  return rested;
}
