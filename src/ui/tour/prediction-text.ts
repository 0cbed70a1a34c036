import { type PredictionText, predictionEn } from "../../locales/en/page/prediction";
import { ownText } from "../own-text";

const { use, follow } = ownText<PredictionText>(
  predictionEn,
  async () => (await import("../../locales/ko/page/prediction")).predictionKo,
);
void follow();

/** Text of a step that asks. */
export const usePredictionText = use;
