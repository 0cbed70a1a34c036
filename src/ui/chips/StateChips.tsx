import { useShallow } from "zustand/react/shallow";
import { useStore } from "../../state/store/store";
import { useText } from "../text";
import { CHIPS } from "./chips";
import "./StateChips.css";

/** On the image: what is not as usual about it, each with a cross that undoes it. */
export function StateChips() {
  const { chips } = useText();
  const said = useStore(useShallow((state) => CHIPS.map(({ say }) => say(state, chips))));
  return (
    <ul className="chips" aria-label={chips.label} data-testid="chips">
      {CHIPS.map(({ id, undo }, at) => {
        const text = said[at];
        return text === undefined ? null : (
          <li key={id}>
            <button
              type="button"
              data-chip={id}
              aria-label={chips.undo(text)}
              title={chips.undo(text)}
              onClick={undo}
            >
              {text}
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
