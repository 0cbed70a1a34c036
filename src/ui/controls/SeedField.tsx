import { type FormEvent, useEffect, useId, useState } from "react";
import { pageLens } from "../../state/engine/viewer";
import { BOUNDS } from "../../viewer/controls/bounds";
import { useControlledLens } from "../inputs/controlled-lens";
import { useText } from "../text";

/** The seed that a text names, if it is a valid one. */
function parseSeed(text: string): number | undefined {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return seed <= BOUNDS.seed.max ? seed : undefined;
}

/** Typing is free; the seed is taken as soon as it is a valid one. */
export function SeedField() {
  const text = useText();
  const id = useId();
  const lens = useControlledLens(pageLens);
  const seed = lens.useState((state) => state.lens.seed);
  const [draft, setDraft] = useState(String(seed));
  useEffect(() => setDraft(String(seed)), [seed]);
  const valid = parseSeed(draft) !== undefined;
  const onInput = (event: FormEvent<HTMLInputElement>) => {
    const typed = event.currentTarget.value;
    setDraft(typed);
    const typedSeed = parseSeed(typed);
    if (typedSeed !== undefined) lens.patch({ seed: typedSeed });
  };
  return (
    <div className="seed">
      <label htmlFor={id}>{text.image.seed}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        value={draft}
        aria-invalid={!valid}
        aria-describedby={`${id}-help`}
        onInput={onInput}
        onBlur={() => setDraft(String(seed))}
      />
      <p id={`${id}-help`} className={valid ? "visually-hidden" : "seed-fault"}>
        {valid ? text.image.seedHelp : text.image.seedInvalid}
      </p>
    </div>
  );
}
