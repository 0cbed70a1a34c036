import { type ModelCardText, modelCardEn } from "../../locales/en/model-card";
import { ownText } from "../own-text";

const { use, follow } = ownText<ModelCardText>(
  modelCardEn,
  async () => (await import("../../locales/ko/model-card")).modelCardKo,
);
void follow();

/** Text of a model's card. */
export const useModelCardText = use;
