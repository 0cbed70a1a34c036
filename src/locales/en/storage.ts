/** Text of the list of stored data, in English. */
export const storageEn = {
  heading: "Stored in this browser",
  help: "Models are stored here so that they open without a download next time. A model of this site is downloaded again when you open it after you remove it. Runs of the training page are saved here as well.",
  reading: "Reading what is stored",
  empty: "Nothing is stored.",
  kinds: {
    saved: "Saved in this browser only. Removing it cannot be undone.",
    run: "A run of the training page, saved in this browser only. Removing it cannot be undone.",
    downloaded: "Downloaded from this site.",
    other: "Not used by any model listed here, such as files of an earlier version.",
  },
  other: "Other files",
  size: (megabytes: string) => `${megabytes} MB`,
  total: (megabytes: string) => `Total: ${megabytes} MB`,
  remove: "Remove",
  removeItem: (name: string) => `Remove ${name}`,
  failed: "What is stored could not be read.",
};

export type StorageText = typeof storageEn;
