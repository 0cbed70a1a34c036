/** What a page says of newer versions and of the network. */
export const offlineEn = {
  label: "This site",
  update:
    "A newer version is ready. Reload when it suits you: the picture on show and all that you kept stay; a run of learning that is not saved ends.",
  reload: "Reload",
  later: "Later",
  offline: "There is no network. What you have opened here before works all the same.",
  understood: "Close",
};

export type OfflineText = typeof offlineEn;
