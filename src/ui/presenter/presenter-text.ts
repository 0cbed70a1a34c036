import { type PresenterText, presenter } from "../../locales/en/page/presenter";
import { ownText } from "../own-text";

const { use, follow } = ownText<PresenterText>(
  presenter,
  async () => (await import("../../locales/ko/page/presenter")).presenter,
);
void follow();

/** Text of the presenter's view. */
export const usePresenterText = use;
