/** Every formula of the article. In a text `{name}` stands for one in the line, and alone in a paragraph for one on its own line. */
import {
  call,
  fraction,
  index,
  lines,
  math,
  norm,
  type Part,
  row,
  space,
  sub,
  sum,
  sup,
  upright,
} from "./mathml";

const x = (i: string) => sub("x", i);
const score = () => sub("s", index("ij"));
const beta = () => sub("β", index("j,i"));
const exp = (...inside: Part[]) => call(upright("exp"), ...inside);
const max = (...inside: Part[]) => call(upright("max"), ...inside);
const mean = (...inside: Part[]) => row(upright("E"), "[", ...inside, "]");
const loss = (of: string) => sub("L", of);
const transposed = (of: Part) => sup(of, upright("T"));
const sigma = () => call("σ", "W");

/** In the line of a text. */
const INLINE = {
  xi: () => [x("i")],
  xj: () => [x("j")],
  f: () => ["f"],
  g: () => ["g"],
  h: () => ["h"],
  v: () => ["v"],
  key: () => [call("f", x("i"))],
  query: () => [call("g", x("j"))],
  value: () => [call("h", x("i"))],
  score: () => [score()],
  beta: () => [beta()],
  betaRow: () => [sub("β", "j")],
  o: () => [sub("o", "j")],
  y: () => [sub("y", "j")],
  i: () => ["i"],
  j: () => ["j"],
  gamma: () => ["γ"],
  channels: () => ["C"],
  channelsEighth: () => [row("C", "/", "8")],
  channelsHalf: () => [row("C", "/", "2")],
  places: () => ["N"],
  logPlaces: () => [row(upright("log"), space(), "N")],
  layers: () => ["L"],
  windowWidth: () => [row("2", "L", "+", "1")],
  weights: () => ["W"],
  sigma: () => [sigma()],
  first: () => [sub("σ", "1")],
  second: () => [sub("σ", "2")],
  left: () => ["u"],
  right: () => ["v"],
  identity: () => [row("y", "=", "x")],
  theta: () => ["θ"],
  phi: () => ["φ"],
  meanQuery: () => ["m"],
  shift: () => ["c"],
} satisfies Record<string, () => Part[]>;

/** On a line of its own; each has a spoken form in the locale. */
const DISPLAYED = {
  scoreIs: () => [score(), "=", transposed(call("f", x("i"))), call("g", x("j"))],
  softmax: () => [beta(), "=", fraction(exp(score()), row(sum("i"), exp(score())))],
  output: () => [sub("o", "j"), "=", "v", "(", sum("i"), beta(), call("h", x("i")), ")"],
  rowSum: () => [sum("i"), beta(), "=", "1"],
  entropy: () => [
    call("H", sub("β", "j")),
    "=",
    "−",
    sum("i"),
    beta(),
    space(),
    upright("log"),
    space(),
    beta(),
  ],
  sumIs: () => [sub("y", "j"), "=", "γ", sub("o", "j"), "+", x("j")],
  hingeDiscriminator: () => [
    lines(
      [loss("D"), "=", mean(max("0", ",", "1", "−", call("D", "x")))],
      [space("2em"), "+", mean(max("0", ",", "1", "+", call("D", row(call("G", "z")))))],
    ),
  ],
  hingeGenerator: () => [loss("G"), "=", "−", mean(call("D", row(call("G", "z"))))],
  normalised: () => [upright("SN"), "(", "W", ")", "=", fraction("W", sigma())],
  power: () => [
    lines(
      ["v", "←", fraction(row(transposed("W"), "u"), norm(transposed("W"), "u"))],
      ["u", "←", fraction(row("W", "v"), norm("W", "v"))],
      [sigma(), "≈", transposed("u"), "W", "v"],
    ),
  ],
  toy: () => [lines(["θ", "←", "θ", "+", "a", "φ"], ["φ", "←", "φ", "−", "b", "(", "θ", "+", "φ", ")"])],
  split: () => [
    score(),
    "=",
    transposed(call("f", x("i"))),
    row("(", call("g", x("j")), "−", "m", ")"),
    "+",
    transposed(call("f", x("i"))),
    "m",
  ],
} satisfies Record<string, () => Part[]>;

export type InlineName = keyof typeof INLINE;
export type DisplayedName = keyof typeof DISPLAYED;

/** What is said of each formula where it cannot be seen. */
export type SpokenFormulas = Readonly<Record<DisplayedName, string>>;

const has = <T extends object>(table: T, name: string): name is keyof T & string =>
  Object.hasOwn(table, name);

/** Whether a name is that of a formula on a line of its own. */
export const isDisplayed = (name: string): name is DisplayedName => has(DISPLAYED, name);

/** Whether a name is that of a formula at all. */
export const isFormula = (name: string): boolean => has(INLINE, name) || isDisplayed(name);

/** A formula in the line. @throws RangeError for a name that is none */
export function inlineFormula(name: string): MathMLElement {
  if (!has(INLINE, name)) throw new RangeError(`there is no formula ${name}`);
  return math(INLINE[name]());
}

/** A formula on a line of its own. */
export function displayedFormula(name: DisplayedName, spoken: SpokenFormulas): MathMLElement {
  return math(DISPLAYED[name](), spoken[name]);
}
