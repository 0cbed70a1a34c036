/** Paragraphs from the text: `{name}` is a formula, `*words*` are stressed, `[words](address)` is a link. */
import { html } from "../element/view/html";
import { displayedFormula, inlineFormula, isDisplayed, type SpokenFormulas } from "./formulas";

/** One piece of a paragraph. */
export type Run =
  | { readonly kind: "text" | "stress" | "formula"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly address: string };

const MARKS = /\{(\w+)\}|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

/** A paragraph in pieces, in their order. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, formula, stress, words, address] = match;
    if (match.index > at) runs.push({ kind: "text", text: text.slice(at, match.index) });
    if (formula !== undefined) runs.push({ kind: "formula", text: formula });
    else if (stress !== undefined) runs.push({ kind: "stress", text: stress });
    else runs.push({ kind: "link", text: words, address });
    at = match.index + whole.length;
  }
  if (at < text.length) runs.push({ kind: "text", text: text.slice(at) });
  return runs;
}

/** “32 × 32” and “β₂ = 0.9” stay on one line. */
const kept = (text: string) => text.replace(/ ([×=]) /g, "\u00a0$1\u00a0");

/** Another page of the site speaks the language of this one. */
const inLanguage = (address: string) =>
  address.replace(/^\.\/[\w-]+\.html/, (page) => `${page}?lang=${document.documentElement.lang}`);

function nodeOf(run: Run): Node | string {
  if (run.kind === "formula") return inlineFormula(run.text);
  if (run.kind === "stress") return html("em", {}, run.text);
  return run.kind === "link" ? html("a", { href: inLanguage(run.address) }, run.text) : kept(run.text);
}

/** Paragraphs and the formulas between them. */
export function paragraphs(texts: readonly string[], spoken: SpokenFormulas): HTMLElement[] {
  return texts.map((text) => {
    const alone = /^\{(\w+)\}$/.exec(text)?.[1];
    if (alone !== undefined && isDisplayed(alone)) {
      return html("div", { class: "formula" }, displayedFormula(alone, spoken));
    }
    return html("p", {}, ...keptTogether(runsOf(text)));
  });
}

/** A formula and the mark or particle that follows it without a space stay on one line. */
function keptTogether(runs: readonly Run[]): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at];
    const next = runs[at + 1];
    const tail = run.kind === "formula" && next?.kind === "text" ? (/^\S+/.exec(next.text)?.[0] ?? "") : "";
    if (tail === "" || next === undefined) {
      nodes.push(nodeOf(run));
      continue;
    }
    nodes.push(html("span", { class: "together" }, nodeOf(run), tail), kept(next.text.slice(tail.length)));
    at++;
  }
  return nodes;
}
