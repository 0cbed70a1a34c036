/** What an interactive piece is given. */
import type { SaganLensElement } from "../element/types";
import type { ArticleText } from "../locales/en/article";

export interface PieceContext {
  readonly text: ArticleText;
  /** The lens of the section. @throws RangeError where it has none */
  readonly lens: (section: string) => SaganLensElement;
  /** Ends with the page in this language: listeners on what outlives it are let go. */
  readonly signal: AbortSignal;
}

/** Makes the piece, to be put into the page. */
export type Piece = (context: PieceContext) => HTMLElement;
