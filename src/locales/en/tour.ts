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
};

export type TourText = typeof tourEn;
