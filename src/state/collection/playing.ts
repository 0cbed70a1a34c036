/** Whether a walk plays, and how it ends. Apart from playing itself, whose code is loaded with its controls. */
let stop: (() => void) | undefined;

/** Notes that a walk plays. @param end what ends it */
export function startedPlaying(end: () => void): void {
  stop = end;
}

/** Ends the walk that plays; without one, nothing. */
export function stopWalk(): void {
  stop?.();
  stop = undefined;
}
