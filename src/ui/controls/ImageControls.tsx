import { type FormEvent, useEffect, useId, useState } from "react";
import { MAX_SEED } from "../../latent/noise";
import { newSeed, resetImage, setPsi, setSeed } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { OpenGenerator } from "../importing/OpenGenerator";
import { Slider } from "../inputs/Slider";
import { useText } from "../text";
import { ClassChoice } from "./ClassChoice";
import { ModelChoice } from "./ModelChoice";
import { SeedGrid } from "./SeedGrid";
import "../inputs/controls.css";

/** Which image: its model and class, its seed and truncation. */
export function ImageControls() {
  const text = useText();
  const psi = useStore((state) => state.lens.psi);
  return (
    <div className="panel">
      <div className="control-line">
        <h2>{text.image.heading}</h2>
        <button type="button" onClick={resetImage}>
          {text.image.reset}
        </button>
      </div>
      <ModelChoice />
      <OpenGenerator />
      <ClassChoice />
      <SeedField />
      <SeedGrid />
      <Slider
        label={text.image.psi}
        help={text.image.psiHelp}
        value={psi}
        min={0}
        max={2}
        step={0.01}
        onChange={setPsi}
      />
    </div>
  );
}

/** The seed that a text names, if it is a valid one. */
function parseSeed(text: string): number | undefined {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return seed <= MAX_SEED ? seed : undefined;
}

/** Typing is free; the seed is taken as soon as it is a valid one. */
function SeedField() {
  const text = useText();
  const id = useId();
  const seed = useStore((state) => state.lens.seed);
  const [draft, setDraft] = useState(String(seed));
  useEffect(() => setDraft(String(seed)), [seed]);
  const valid = parseSeed(draft) !== undefined;
  const onInput = (event: FormEvent<HTMLInputElement>) => {
    const typed = event.currentTarget.value;
    setDraft(typed);
    const typedSeed = parseSeed(typed);
    if (typedSeed !== undefined) setSeed(typedSeed);
  };
  return (
    <div className="control">
      <label htmlFor={id}>{text.image.seed}</label>
      <div className="seed">
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
        <button type="button" onClick={newSeed}>
          {text.image.newSeed}
        </button>
      </div>
      <p id={`${id}-help`} className="quiet">
        {valid ? text.image.seedHelp : text.image.seedInvalid}
      </p>
    </div>
  );
}
