import { type ClassChoiceText, classChoiceEn } from "../../locales/en/class-choice";
import { ownText } from "../own-text";

const { use, follow } = ownText<ClassChoiceText>(
  classChoiceEn,
  async () => (await import("../../locales/ko/class-choice")).classChoiceKo,
);
void follow();

/** Text of the choice of a class. */
export const useClassText = use;
