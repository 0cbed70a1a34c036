import { type RecordedText, recorded } from "../../../locales/en/page/recorded";
import { ownText } from "../../own-text";

const { use, follow } = ownText<RecordedText>(
  recorded,
  async () => (await import("../../../locales/ko/page/recorded")).recorded,
);
void follow();

/** Text of the recorded runs. */
export const useRecordedText = use;
