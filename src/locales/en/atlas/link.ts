/** The link from the lens to the statistics over many seeds, in English. */
export const atlasLinkEn = {
  link: "Statistics over many seeds",
  help: "Does a place always look there, or only in this image?",
};

/** What every language has to provide; English sets the shape. */
export type AtlasLinkText = typeof atlasLinkEn;
