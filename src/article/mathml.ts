/** MathML, written as functions: `msub("x", "i")`. Letters become identifiers, digits numbers, everything else operators. */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** A part of a formula, or its text. */
export type Part = MathMLElement | string;

function element(name: string, children: readonly Part[]): MathMLElement {
  const made = document.createElementNS(MATHML, name) as MathMLElement;
  made.append(...children);
  return made;
}

/** Text as the token that it is. */
function token(part: Part): MathMLElement {
  if (typeof part !== "string") return part;
  if (/^\d/.test(part)) return element("mn", [part]);
  if (/^\p{L}/u.test(part)) return element("mi", [part]);
  const operator = element("mo", [part]);
  // Brackets around a line of small letters need not grow, and would at every subscript.
  if (/^[()[\]‖]$/.test(part)) operator.setAttribute("stretchy", "false");
  return operator;
}

const made =
  (name: string) =>
  (...parts: readonly Part[]): MathMLElement =>
    element(name, parts.map(token));

export const row = made("mrow");
export const sub = made("msub");
export const sup = made("msup");
export const subsup = made("msubsup");
export const fraction = made("mfrac");

/** A sum over an index. */
export const sum = (index: Part): MathMLElement => element("munder", [token("∑"), token(index)]);

/** An index of several letters: `ij`, `j,i`. */
export const index = (letters: string): MathMLElement =>
  row(...[...letters].map((letter) => (letter === "," ? element("mo", [","]) : token(letter))));

/** A function applied to arguments: `f(x)`. */
export const call = (name: Part, ...inside: readonly Part[]): MathMLElement => row(name, "(", ...inside, ")");

/** The length of a vector. */
export const norm = (...inside: readonly Part[]): MathMLElement => row("‖", ...inside, "‖");

/** Letters that are not slanted: names of functions and operators. */
export function upright(letters: string): MathMLElement {
  const text = element("mi", [letters]);
  text.setAttribute("mathvariant", "normal");
  return text;
}

/** Parts of a formula under each other, so that none is too long for a narrow page. */
export function lines(...each: readonly (readonly Part[])[]): MathMLElement {
  return element(
    "mtable",
    each.map((parts) => element("mtr", [element("mtd", [row(...parts)])])),
  );
}

/** A little room, after the name of a function without brackets. */
export function space(width = "0.17em"): MathMLElement {
  const room = element("mspace", []);
  room.setAttribute("width", width);
  return room;
}

/** The whole formula; in the line of the text, or on a line of its own with a spoken form. */
export function math(parts: readonly Part[], spoken?: string): MathMLElement {
  const formula = element("math", [row(...parts)]);
  if (spoken !== undefined) {
    formula.setAttribute("display", "block");
    formula.setAttribute("aria-label", spoken);
  }
  return formula;
}
