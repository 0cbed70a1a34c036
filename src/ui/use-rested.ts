import { useEffect, useState } from "react";

const REST_MS = 80;

/** A value that follows its source once that has stood still: for panels too heavy for every move of a pointer. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
