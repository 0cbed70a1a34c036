import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { formatCount } from "../../render/format";
import { findClasses, type ModelClass } from "../../viewer/state/class-list";
import { useText } from "../text";
import { useClassText } from "./class-text";
import "./class-box.css";

/** Options in the list at once. */
const MOST = 50;

export interface ClassBoxProps {
  readonly classes: readonly ModelClass[];
  /** What each is called. */
  readonly names: readonly string[];
  /** Place of the chosen one; of a mix, of the heaviest. */
  readonly chosen: number;
  readonly onChoose: (place: number) => void;
}

/**
 * Chooses one of many classes: a combobox whose list follows what is typed, a part of a name or a number. Its first option is marked, so
 * that Enter takes it.
 */
export function ClassBox({ classes, names, chosen, onChoose }: ClassBoxProps) {
  const { image } = useText();
  const own = useClassText();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  /** What is typed; `undefined` where the field shows the chosen class. */
  const [search, setSearch] = useState<string>();
  const [marked, setMarked] = useState(0);
  const found = isOpen ? findClasses(classes, search ?? "", MOST) : [];
  const look = (text: string | undefined) => {
    setOpen(true);
    setSearch(text);
    setMarked(0);
  };
  const close = () => {
    setOpen(false);
    setSearch(undefined);
  };
  const take = (place: number | undefined) => {
    if (place === undefined) return;
    onChoose(place);
    close();
  };
  const shown = search ?? labelOf(classes, names, chosen);
  // What is typed next takes the place of the chosen class.
  useLayoutEffect(() => {
    if (search === undefined && shown !== "" && document.activeElement === field.current)
      field.current?.select();
  }, [search, shown]);
  const optionId = (at: number) => `${id}-${at}`;
  const markedId = found.length > 0 ? optionId(marked) : undefined;
  useEffect(() => {
    if (markedId) document.getElementById(markedId)?.scrollIntoView({ block: "nearest" });
  }, [markedId]);
  const help =
    found.length === 0
      ? own.noClass
      : own.findClassHelp(formatCount(found.length), formatCount(classes.length));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (!isOpen) look(undefined);
      else if (found.length > 0) setMarked((marked + step + found.length) % found.length);
    } else if (event.key === "Enter" && isOpen) take(found[marked]);
    else if (event.key === "Escape" && isOpen) close();
    else return;
    // Escape would unpin, and arrows move the query.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="control class-box">
      <label className="control-line" htmlFor={id}>
        {own.findClass}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={markedId}
        aria-describedby={`${id}-help`}
        ref={field}
        value={shown}
        onChange={(event) => look(event.target.value)}
        onFocus={(event) => event.target.select()}
        onClick={() => isOpen || look(undefined)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        className="class-options"
        role="listbox"
        aria-label={image.class}
        hidden={found.length === 0}
      >
        {found.map((place, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
          <div
            key={classes[place].id}
            id={optionId(at)}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            data-marked={at === marked}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(place)}
          >
            {labelOf(classes, names, place)}
          </div>
        ))}
      </div>
      <p id={`${id}-help`} className="quiet" role="status">
        {isOpen ? help : own.classCount(formatCount(classes.length))}
      </p>
    </div>
  );
}

/** The number first, which always finds it. */
function labelOf(classes: readonly ModelClass[], names: readonly string[], place: number): string {
  const { id } = classes[place] ?? {};
  return id === undefined ? "" : `${id}: ${names[place]}`;
}
