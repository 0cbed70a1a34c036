import { type TourText, tourEn } from "../../locales/en/tour";
import { ownText } from "../own-text";

const { use, follow } = ownText<TourText>(tourEn, async () => (await import("../../locales/ko/tour")).tourKo);
void follow();

/** Text of the tours. */
export const useTourText = use;
