import { type MatrixText, matrixEn } from "../../locales/en/page/matrix";
import { ownText } from "../own-text";

const { use, follow } = ownText<MatrixText>(
  matrixEn,
  async () => (await import("../../locales/ko/page/matrix")).matrixKo,
);
void follow();

/** Text of the whole matrix. */
export const useMatrixText = use;
