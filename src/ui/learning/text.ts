/** The learning page's own text, beside the common one of `../text`. */
import { create } from "zustand";
import { type LearningText, learningEn } from "../../locales/learning.en";
import { useLocale } from "../locale";

const useOwn = create<{ readonly text: LearningText }>()(() => ({ text: learningEn }));

export const useLearningText = (): LearningText => useOwn(({ text }) => text);

/** Follows the language on show; called once. Where the other language cannot be loaded, the common text has said so. */
export function followLearningText(): void {
  const show = async () => {
    const { language } = useLocale.getState();
    const text =
      language === "ko"
        ? (await import("../../locales/learning.ko").catch(() => undefined))?.learningKo
        : learningEn;
    if (!text || useLocale.getState().language !== language) return;
    useOwn.setState({ text });
    document.title = `${text.title} · SAGAN Lens`;
  };
  useLocale.subscribe(() => void show());
  void show();
}
