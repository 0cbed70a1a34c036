import { Suspense, useCallback, useState } from "react";
import type { Figure } from "../../export/figure";
import { lazyPart } from "../lazy-part";
import { useHandoutText } from "./handout-text";

const Handout = lazyPart(async () => (await import("./Handout")).Handout);

/** Prints what the figure shows as one page. */
export function PrintHandout({ figure }: { readonly figure: Figure }) {
  const text = useHandoutText();
  // As it was when the button was pressed.
  const [printed, setPrinted] = useState<Figure>();
  const done = useCallback(() => setPrinted(undefined), []);
  return (
    <>
      <button type="button" title={text.help} onClick={() => setPrinted(figure)}>
        {text.print}
      </button>
      {printed && (
        <Suspense>
          <Handout figure={printed} onDone={done} />
        </Suspense>
      )}
    </>
  );
}
