/** Changes that follow each other this closely belong to one undo step, where no pointer separates steps. */
const GAP_MS = 500;

export interface Gathered<Arguments extends unknown[]> {
  /** Calls through on the first change of a step and ignores the rest of it. */
  readonly call: (...values: Arguments) => void;
  /** A pointer goes down: what it changes until it goes down again is one step, however long it is held. */
  readonly begin: () => void;
  /** The pointer goes up. */
  readonly end: () => void;
  /** Another control has the focus: what follows is a step of its own, however soon. */
  readonly part: () => void;
}

/** Gathers changes into undo steps: those of one press of a pointer, or those in quick succession (keys, typing). */
export function gathered<Arguments extends unknown[]>(
  call: (...values: Arguments) => void,
  now: () => number = () => performance.now(),
): Gathered<Arguments> {
  let last = Number.NEGATIVE_INFINITY;
  let fresh = true;
  let held = false;
  return {
    call(...values) {
      const at = now();
      if (fresh || (!held && at - last > GAP_MS)) call(...values);
      fresh = false;
      last = at;
    },
    begin() {
      fresh = true;
      held = true;
    },
    end() {
      held = false;
    },
    part() {
      fresh = true;
    },
  };
}
