/** Messages about newer versions and the network connection. */
export const offlineEn = {
  label: "This site",
  update:
    "A newer version is ready. Reload when it suits you. The image and everything you saved will still be there, but an unsaved training run will be lost.",
  reload: "Reload",
  later: "Later",
  offline: "You are offline. Everything you opened here before still works.",
  understood: "Close",
};

export type OfflineText = typeof offlineEn;
