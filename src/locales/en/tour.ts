/** Tours, in English. */
export const tourEn = {
  heading: "Tours",
  /** The tours that come with the lens, by their names. */
  names: {
    lens: "What attention maps show, in six steps",
    cats64: "How a generator of cat faces attends",
    eurosat64: "How a generator of land seen from space attends",
  },
  step: (at: number, of: number) => `Step ${at} of ${of}`,
  back: "Back",
  next: "Next",
  finish: "Finish",
  leave: "Leave the tour",
  again: "Show this step again",
  loading: "Loading the tour",
  editor: {
    heading: "Write a tour",
    help: "A tour leads others through views of the lens, step by step. The draft stays in this browser until you clear it.",
    add: "Add this view as a step",
    full: (most: number) => `A tour has at most ${most} steps.`,
    title: "Title",
    caption: (at: number) => `Caption of step ${at}`,
    highlight: (at: number) => `Frame of step ${at}`,
    highlights: {
      none: "No frame",
      image: "Frame the image",
      map: "Frame the map",
      controls: "Frame the controls",
    },
    asks: (at: number) => `Step ${at} asks where its query looks`,
    up: (at: number) => `Move step ${at} up`,
    down: (at: number) => `Move step ${at} down`,
    preview: (at: number) => `Preview from step ${at}`,
    replace: (at: number) => `Use this view for step ${at}`,
    remove: (at: number) => `Remove step ${at}`,
    short: { preview: "Preview", replace: "Use this view", remove: "Remove", asks: "Ask first" },
    putBack: "Put the removed step back",
    save: "Save the tour",
    copyLink: "Copy a link to the tour",
    copied: "Copied",
    open: "Open a tour to edit",
    clear: "Clear the draft",
  },
};

export type TourText = typeof tourEn;
