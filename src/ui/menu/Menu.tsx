import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import "./Menu.css";

export interface MenuProps {
  readonly label: string;
  /** What stands on the button, where it is not the label. */
  readonly children?: ReactNode;
  readonly testId: string;
  /** Further attributes of the button. */
  readonly data?: Readonly<Record<`data-${string}`, string | undefined>>;
  /** Rendered only while the menu is open. @param close for what has done its work in the menu */
  readonly content: (close: () => void) => ReactNode;
}

/** A button that opens a panel below it; Escape, a click elsewhere and leaving it by Tab close it. */
export function Menu({ label, children, testId, data, content }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  /** The focus, which is in what goes, passes to the button. */
  const close = () => {
    button.current?.focus();
    setOpen(false);
  };
  useEffect(() => {
    if (!open) return;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only catches Escape from what is inside.
    <div
      ref={root}
      className="menu"
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="menu-button"
        title={label}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        {...data}
      >
        {children ?? label}
      </button>
      {open && (
        <section id={id} className="menu-panel" aria-label={label}>
          {content(close)}
        </section>
      )}
    </div>
  );
}
