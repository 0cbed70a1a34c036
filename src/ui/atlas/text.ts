/** The page's own text, beside the common one of `../text`. */
import { type AtlasText, atlasEn } from "../../locales/en/atlas/atlas";
import { ownText } from "../own-text";

const { use, follow } = ownText<AtlasText>(
  atlasEn,
  async () => (await import("../../locales/ko/atlas/atlas")).atlasKo,
);

export const useAtlasText = use;

/** Follows the current language; called once, when the common text is there. */
export function followAtlasText(): Promise<void> {
  return follow((text) => {
    document.title = `${text.title} · SAGAN Lens`;
  });
}
