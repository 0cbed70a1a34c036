import { handout } from "../../locales/en/page/handout";
import { ownText } from "../own-text";

export type HandoutText = typeof handout;

const { use, follow } = ownText<HandoutText>(
  handout,
  async () => (await import("../../locales/ko/page/handout")).handout,
);
void follow();

/** Text of the printed page. */
export const useHandoutText = use;
