import { type EquationText, equationEn } from "../../locales/en/equation";
import { ownText } from "../own-text";

const { use, follow } = ownText<EquationText>(
  equationEn,
  async () => (await import("../../locales/ko/equation")).equationKo,
);
void follow();

/** Text of the equation with numbers. */
export const useEquationText = use;
