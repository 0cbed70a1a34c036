/** The whole page from its text: header, contents, sections with their figures, and further reading. */

import { html } from "../element/view/html";
import type { ArticleText } from "../locales/en/article";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../state/navigation/languages";
import { type Figures, hasLens } from "./figures";
import type { Piece, PieceContext } from "./piece";
import { gammaChart } from "./pieces/gamma-chart";
import { hinge } from "./pieces/hinge";
import { layers } from "./pieces/layers";
import { networks } from "./pieces/networks";
import { queryToy } from "./pieces/query-toy";
import { rowReader } from "./pieces/row-reader";
import { seeds } from "./pieces/seeds";
import { spectral } from "./pieces/spectral";
import { twoRates } from "./pieces/two-rates";
import { paragraphs } from "./prose";

type SectionId = keyof ArticleText["sections"];

/** Pieces beside the text, where a section has no lens there. */
const BESIDE: Readonly<Partial<Record<SectionId, Piece>>> = {
  maps: queryToy,
  both: networks,
  hinge,
  spectral,
  rates: twoRates,
  seeds,
};
/** Pieces within the text, after its first part. */
const WITHIN: Readonly<Partial<Record<SectionId, Piece>>> = {
  nearby: layers,
  rows: rowReader,
  gamma: gammaChart,
};

export interface PageOptions {
  readonly text: ArticleText;
  readonly language: Language;
  readonly figures: Figures;
  readonly signal: AbortSignal;
  readonly choose: (language: Language) => void;
}

/** The page's content, to be put into the body. */
export function makePage({ text, language, figures, signal, choose }: PageOptions): HTMLElement[] {
  const context: PieceContext = { text, lens: figures, signal };
  const ids = Object.keys(text.sections) as SectionId[];
  return [
    html("a", { class: "skip", href: "#text" }, text.skip),
    header(text, language, choose),
    html(
      "main",
      { id: "text", tabindex: -1 },
      html(
        "div",
        { class: "opening" },
        html("h1", {}, text.title),
        html("p", { class: "subtitle" }, text.subtitle),
        html("div", { class: "introduction" }, ...paragraphs(text.intro, text.formulas)),
        html(
          "figure",
          { "aria-label": text.figureOf(text.title) },
          figures("opening"),
          html("figcaption", { class: "quiet" }, text.openingCaption),
        ),
        contents(text, ids),
      ),
      ...ids.map((id, place) => section(id, place + 1, context)),
      onward(text, figures, signal),
    ),
  ];
}

function header(text: ArticleText, language: Language, choose: (language: Language) => void): HTMLElement {
  return html(
    "header",
    { class: "page-header" },
    html("a", { href: "./index.html", class: "home" }, text.lens),
    html(
      "fieldset",
      { class: "languages", "data-testid": "language" },
      html("legend", { class: "visually-hidden" }, text.language),
      ...LANGUAGES.map((choice) => {
        const input = html("input", {
          type: "radio",
          name: "language",
          value: choice,
          class: "visually-hidden",
          checked: choice === language,
        });
        input.addEventListener("change", () => choose(choice));
        return html("label", { lang: choice }, input, html("span", {}, LANGUAGE_NAMES[choice]));
      }),
    ),
  );
}

function contents(text: ArticleText, ids: readonly SectionId[]): HTMLElement {
  return html(
    "nav",
    { "aria-label": text.contents, class: "contents" },
    html(
      "ol",
      {},
      ...ids.map((id) => html("li", {}, html("a", { href: `#${id}` }, text.sections[id].short))),
    ),
  );
}

function section(id: SectionId, place: number, context: PieceContext): HTMLElement {
  const { text, lens } = context;
  const { title, lead, rest, question, answer, caption } = text.sections[id];
  const beside = hasLens(id) ? lens(id) : BESIDE[id]?.(context);
  const within = WITHIN[id]?.(context);
  return html(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    html(
      "h2",
      { id: `${id}-title` },
      html("span", { class: "figures number", "aria-hidden": "true" }, String(place)),
      title,
    ),
    html("div", { class: "lead" }, ...paragraphs(lead, text.formulas), ...(within ? [within] : [])),
    html(
      "figure",
      { "aria-label": text.figureOf(title) },
      ...(beside ? [beside] : []),
      html("figcaption", { class: "quiet" }, caption),
    ),
    html(
      "div",
      { class: "rest" },
      ...paragraphs(rest, text.formulas),
      html(
        "div",
        { class: "question" },
        html("h3", {}, text.questionLabel),
        ...paragraphs([question], text.formulas),
        html("details", {}, html("summary", {}, text.answerLabel), ...paragraphs(answer, text.formulas)),
      ),
    ),
  );
}

function onward(text: ArticleText, figures: Figures, signal: AbortSignal): HTMLElement {
  const last = figures("limits");
  const link = html("a", { "data-testid": "open-in-lens" }, text.onward.lens);
  const follow = () => {
    link.href = `./index.html#${last.hash}`;
  };
  last.addEventListener("statechange", follow, { signal });
  follow();
  return html(
    "section",
    { class: "onward", "aria-labelledby": "onward-title" },
    html("h2", { id: "onward-title" }, text.onward.title),
    html("p", {}, link),
    html("p", {}, text.onward.lensHelp),
    html("p", {}, html("a", { href: "https://arxiv.org/abs/1805.08318" }, text.onward.paper)),
    html("p", {}, text.onward.cards),
  );
}
