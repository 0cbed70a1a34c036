import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { setWipe } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { useText } from "../text";
import "./Wipe.css";

/** How far an arrow key moves the line, as a share of the width; Page Up and Page Down move it five times as far. */
const STEP = 0.02;
const BY_KEY: Readonly<Record<string, (share: number) => number>> = {
  ArrowLeft: (share) => share - STEP,
  ArrowDown: (share) => share - STEP,
  ArrowRight: (share) => share + STEP,
  ArrowUp: (share) => share + STEP,
  PageDown: (share) => share - 5 * STEP,
  PageUp: (share) => share + 5 * STEP,
  Home: () => 0,
  End: () => 1,
};

/** The line between the image before the changes, on its left, and the image after them. It follows pointer, touch and keys. */
export function Wipe() {
  const { whatIf } = useText();
  const share = useStore((state) => state.wipe);
  const line = useRef<HTMLDivElement>(null);

  const follow = (event: PointerEvent) => {
    const stage = line.current?.parentElement?.getBoundingClientRect();
    if (!stage || !line.current?.hasPointerCapture(event.pointerId)) return;
    setWipe((event.clientX - stage.left) / stage.width);
  };
  const onPointerDown = (event: PointerEvent) => {
    // The image below would take it for a pin.
    event.stopPropagation();
    if (event.button === 0) line.current?.setPointerCapture(event.pointerId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = BY_KEY[event.key];
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
    setWipe(moved(share));
  };

  return (
    <>
      <span className="wipe-side wipe-before" aria-hidden="true">
        {whatIf.comparisons.before.label}
      </span>
      <span className="wipe-side wipe-after" aria-hidden="true">
        {whatIf.comparisons.after.label}
      </span>
      <div
        ref={line}
        className="wipe-line"
        data-testid="wipe"
        role="slider"
        tabIndex={0}
        aria-label={whatIf.wipeLine}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={whatIf.wipeShare(Math.round(share * 100))}
        style={{ left: `${share * 100}%` }}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          event.stopPropagation();
          follow(event);
        }}
        onClick={(event) => event.stopPropagation()}
      />
    </>
  );
}
