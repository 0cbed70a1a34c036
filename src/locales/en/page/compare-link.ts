/** The way from the lens to the page that compares, in English. */
export const compareLinkEn = {
  compare: "Compare side by side…",
  withOriginal:
    "Opens the unmodified image beside this one, with linked maps, differences and numbers. There, each side can have its own model, class, seed and changes.",
  withBaseline:
    "Opens the baseline beside this image, with linked maps, differences and numbers. There, each side can have its own model, class, seed and changes.",
};

export type CompareLinkText = typeof compareLinkEn;
