/** The learning page's own text, beside the common one of `../text`. */
import { type LearningText, learningEn } from "../../locales/en/learning";
import { ownText } from "../own-text";

const { use, follow } = ownText<LearningText>(
  learningEn,
  async () => (await import("../../locales/ko/learning")).learningKo,
);

export const useLearningText = use;

/** Follows the current language; called once, when the common text is there. */
export function followLearningText(): Promise<void> {
  return follow((text) => {
    document.title = `${text.title} · SAGAN Lens`;
  });
}
