/** The presenter's view, in English. */
export const presenter = {
  heading: "Presenter's view",
  open: "Present",
  help: "For a projector: image and map in large type, without controls. Arrow keys, space, Page Up and Page Down move forward and back; Escape leaves.",
  keys: "Arrow keys, space, Page Up and Page Down move forward and back. The pointer, or Shift with the arrow keys, moves the query. Escape leaves.",
  back: "Back",
  next: "Next",
  reveal: "Show the row",
  fullScreen: "Full screen",
  leave: "Leave the presenter's view",
  step: (at: number, of: number) => `Step ${at} of ${of}`,
  pin: (at: number, of: number) => `Pin ${at} of ${of}`,
  pins: (of: number) => `${of} ${of === 1 ? "pin" : "pins"}`,
  seed: (at: number) => `Seed ${at}`,
};

export type PresenterText = typeof presenter;
