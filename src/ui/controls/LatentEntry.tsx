import { editLatent, resetLatent, toggleLock } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { LATENT_LIMIT } from "../../viewer/state/lens-state";
import { shownLatent } from "../../viewer/views/derived";
import { NumberField } from "../inputs/NumberField";
import { useText } from "../text";

/** The shackle of the lock. */
const CLOSED = "M5 7.5V5a3 3 0 0 1 6 0v2.5";
const OPEN = "M5 7.5V4a3 3 0 0 1 5.6-1.5";

/** One latent entry: slider, typed value, a lock, and a way back to what the seed gave. */
export function LatentEntry({ index }: { readonly index: number }) {
  const text = useText();
  const value = useStore((state) => shownLatent(state)[index]);
  const edited = useStore((state) => index in state.lens.edits);
  const locked = useStore((state) => state.lens.locks.includes(index));
  return (
    <div className="latent-entry" data-edited={edited}>
      <span className="figures quiet" aria-hidden="true">
        {index}
      </span>
      <input
        type="range"
        min={-LATENT_LIMIT}
        max={LATENT_LIMIT}
        step={0.01}
        value={value}
        aria-label={text.latent.slider(index)}
        onChange={(event) => editLatent(index, event.target.valueAsNumber)}
        onDoubleClick={() => editLatent(index, 0)}
      />
      <NumberField
        label={text.latent.number(index)}
        min={-LATENT_LIMIT}
        max={LATENT_LIMIT}
        step={0.1}
        digits={2}
        value={value}
        onChange={(number) => editLatent(index, number)}
      />
      <button
        type="button"
        className="lock"
        aria-label={text.latent.lock(index)}
        title={text.latent.lockHelp}
        aria-pressed={locked}
        onClick={() => toggleLock(index)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={locked ? CLOSED : OPEN} fill="none" stroke="currentColor" strokeWidth="1.4" />
          <rect x="3" y="7.5" width="10" height="6.5" rx="1.2" fill="currentColor" />
        </svg>
      </button>
      <button
        type="button"
        aria-label={text.latent.reset(index)}
        title={text.latent.reset(index)}
        disabled={!edited}
        onClick={() => resetLatent(index)}
      >
        ↺
      </button>
    </div>
  );
}
