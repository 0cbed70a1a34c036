/** The comparing page's own text, beside the common one of `../text`. */
import { type CompareText, compareEn } from "../../locales/en/page/compare";
import { ownText } from "../own-text";

const { use, follow } = ownText<CompareText>(
  compareEn,
  async () => (await import("../../locales/ko/page/compare")).compareKo,
);

export const useCompareText = use;

/** Follows the current language; called once, when the common text is there. */
export function followCompareText(): Promise<void> {
  return follow((text) => {
    document.title = `${text.title} · SAGAN Lens`;
  });
}
