"use client";
import { useEffect, useRef } from "react";

export function Lens() {
  const lens = useRef(null);
  // In the browser alone: there are no custom elements on a server.
  useEffect(() => {
    import("sagan-lens/element");
  }, []);
  const next = () => {
    lens.current.state = { seed: lens.current.state.seed + 1 };
  };
  return (
    <>
      <sagan-lens ref={lens} model="cats64" seed="4" base="/sagan-lens/" />
      <button type="button" onClick={next}>
        Next seed
      </button>
    </>
  );
}
