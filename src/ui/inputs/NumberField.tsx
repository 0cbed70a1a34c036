import { type KeyboardEvent, useEffect, useState } from "react";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What one press of an arrow key adds. */
  readonly step: number;
  /** Digits behind the point while nobody types. */
  readonly digits: number;
  readonly onChange: (value: number) => void;
}

/**
 * The number that a text says, with a point or a comma before the decimals and any of the usual minus signs; `undefined` for anything
 * else, such as a number that is half typed.
 */
export function readDecimal(text: string): number | undefined {
  const plain = text.trim().replace(/^[−–]/, "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/**
 * A number to type. Not `<input type="number">`: while "-" or "." stands alone, that one reports an empty value, and a field that React
 * controls then loses what was typed; and its decimal mark depends on the browser's language.
 */
export function NumberField({ label, value, min, max, step, digits, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    // A value that changed elsewhere ends the typing.
    const typed = draft === undefined ? undefined : readDecimal(draft);
    if (typed !== undefined && typed >= min && typed <= max && typed !== value) setDraft(undefined);
  }, [value, draft, min, max]);

  const type = (typed: string) => {
    setDraft(typed);
    const number = readDecimal(typed);
    if (number !== undefined && number >= min && number <= max) onChange(number);
  };
  const stepBy = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    setDraft(undefined);
    onChange(Math.min(max, Math.max(min, Number((value + direction * step).toFixed(6)))));
  };

  return (
    <input
      type="text"
      inputMode="decimal"
      role="spinbutton"
      autoComplete="off"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      value={draft ?? value.toFixed(digits)}
      onChange={(event) => type(event.target.value)}
      onKeyDown={stepBy}
      onBlur={() => setDraft(undefined)}
    />
  );
}
