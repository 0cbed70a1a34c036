import { type TrainingHistoryText, trainingHistoryEn } from "../../locales/en/training-history";
import { ownText } from "../own-text";

const { use, follow } = ownText<TrainingHistoryText>(
  trainingHistoryEn,
  async () => (await import("../../locales/ko/training-history")).trainingHistoryKo,
);
void follow();

/** Text of the training history. */
export const useTrainingText = use;
