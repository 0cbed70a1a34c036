/** Text that only a part of the page needs, beside the common one of `text.ts`: loaded with that part. */
import { create } from "zustand";
import { loadingTexts, useLocale } from "./locale";

export interface OwnText<T> {
  /** The text in the current language. */
  readonly use: () => T;
  /**
   * Follows the current language; called once. If the other language cannot be loaded, the common text has already reported it.
   * The promise is fulfilled once the first text is there.
   */
  readonly follow: (onShow?: (text: T) => void) => Promise<void>;
}

/** @param loadKo loads the Korean text; @param en is available at once */
export function ownText<T>(en: T, loadKo: () => Promise<T>): OwnText<T> {
  const useOwn = create<{ readonly text: T }>()(() => ({ text: en }));
  return {
    use: () => useOwn(({ text }) => text),
    follow: (onShow) => {
      const show = async () => {
        const { language } = useLocale.getState();
        const text = language === "ko" ? await loadKo().catch(() => undefined) : en;
        if (text === undefined || useLocale.getState().language !== language) return;
        useOwn.setState({ text });
        onShow?.(text);
      };
      useLocale.subscribe(() => void show());
      const first = show().finally(() => loadingTexts.delete(first));
      loadingTexts.add(first);
      return first;
    },
  };
}
