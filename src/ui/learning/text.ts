/** The learning page's own text, beside the common one of `../text`. */
import { type LearningText, learningEn } from "../../locales/en/learning";
import { ownText } from "../own-text";

const { use, follow } = ownText<LearningText>(
  learningEn,
  async () => (await import("../../locales/ko/learning")).learningKo,
);

export const useLearningText = use;

/** Follows the language on show; called once. */
export function followLearningText(): void {
  follow((text) => {
    document.title = `${text.title} · SAGAN Lens`;
  });
}
