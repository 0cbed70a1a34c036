/** English and Korean say the same: no text is missing, no number is lost on the way. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isFormula } from "../../src/article/formulas";
import { runsOf } from "../../src/article/prose";
import { articleEn } from "../../src/locales/en/article";
import { classChoiceEn } from "../../src/locales/en/class-choice";
import { elementEn } from "../../src/locales/en/element";
import { equationEn } from "../../src/locales/en/equation";
import { importErrorsEn } from "../../src/locales/en/import-errors";
import { importingEn } from "../../src/locales/en/importing";
import { learningEn } from "../../src/locales/en/learning";
import { offlineEn } from "../../src/locales/en/offline";
import { en } from "../../src/locales/en/page";
import { compareEn } from "../../src/locales/en/page/compare";
import { compareLinkEn } from "../../src/locales/en/page/compare-link";
import { matrixEn } from "../../src/locales/en/page/matrix";
import { storageEn } from "../../src/locales/en/storage";
import { articleKo } from "../../src/locales/ko/article";
import { classChoiceKo } from "../../src/locales/ko/class-choice";
import { elementKo } from "../../src/locales/ko/element";
import { equationKo } from "../../src/locales/ko/equation";
import { importErrorsKo } from "../../src/locales/ko/import-errors";
import { importingKo } from "../../src/locales/ko/importing";
import { learningKo } from "../../src/locales/ko/learning";
import { offlineKo } from "../../src/locales/ko/offline";
import { ko } from "../../src/locales/ko/page";
import { compareKo } from "../../src/locales/ko/page/compare";
import { compareLinkKo } from "../../src/locales/ko/page/compare-link";
import { matrixKo } from "../../src/locales/ko/page/matrix";
import { storageKo } from "../../src/locales/ko/storage";
import { sentenceOf } from "../../src/locales/sentence";
import { firstLanguage } from "../../src/state/navigation/languages";
import { projectPath } from "../support/files";

/** Names, symbols and formulas that are the same in both languages. */
const SAME = new Set([
  "title",
  "map.uniform.weight",
  "map.uniform.sum",
  "engine.names.webgpu",
  "engine.names.webgl",
  "engine.names.wasm",
  "engine.names.cpu",
]);

type Say = (...values: unknown[]) => string;
type Entry = string | Say;

/** Every text by its path, such as `map.scales.pins.label`. */
function entriesOf(tree: unknown, path = ""): Map<string, Entry> {
  if (typeof tree === "string" || typeof tree === "function") return new Map([[path, tree as Entry]]);
  const branches = Object.entries(tree as object);
  return new Map(branches.flatMap(([key, branch]) => [...entriesOf(branch, path ? `${path}.${key}` : key)]));
}

/**
 * A stand-in for an argument of any kind: written out it is a sign of its own, and so is every field that is read from it.
 * The signs are neither letters nor digits.
 */
function standIn(place: number, signs: Map<string, string>): unknown {
  const sign = (name: string) => {
    const known = signs.get(name) ?? String.fromCodePoint(0xe000 + signs.size);
    signs.set(name, known);
    return known;
  };
  return new Proxy(
    {},
    {
      get: (_, field) =>
        field === Symbol.toPrimitive ? () => sign(`${place}`) : sign(`${place}.${String(field)}`),
    },
  );
}

const numerals = (text: string) => (text.match(/\d[\d,.]*\d|\d/g) ?? []).sort().join(" ");

/** What two texts say of the same arguments differs in. */
function faultsOf(
  english: string,
  korean: string,
  sameInBoth: boolean,
  signs: Iterable<string> = [],
): string[] {
  const faults: string[] = [];
  if ((english === "") !== (korean === "")) faults.push("one is empty");
  for (const sign of signs) {
    if (english.includes(sign) !== korean.includes(sign)) faults.push("an argument is in one only");
  }
  if (numerals(english) !== numerals(korean))
    faults.push(`numbers: ${numerals(english)} / ${numerals(korean)}`);
  if (/[A-Za-z]/.test(english) && !/\p{Script=Hangul}/u.test(korean) && !sameInBoth) faults.push("no Hangul");
  return faults;
}

/** Everything that is not alike in two locales, each fault with its path. */
function compare(english: unknown, korean: unknown, same: ReadonlySet<string> = SAME): string[] {
  const faults: string[] = [];
  const [ours, others] = [entriesOf(english), entriesOf(korean)];
  for (const path of others.keys()) if (!ours.has(path)) faults.push(`${path}: in Korean only`);
  for (const [path, said] of ours) {
    const other = others.get(path);
    const tell = (found: readonly string[]) => faults.push(...found.map((fault) => `${path}: ${fault}`));
    if (typeof said === "string" && typeof other === "string") tell(faultsOf(said, other, same.has(path)));
    else if (typeof said === "function" && typeof other === "function")
      tell(functionFaults(said, other, same.has(path)));
    else tell(["missing, or of another kind"]);
  }
  return faults;
}

function functionFaults(said: Say, other: Say, sameInBoth: boolean): string[] {
  if (said.length !== other.length) return ["another number of parameters"];
  const signs = new Map<string, string>();
  const values = Array.from({ length: said.length }, (_, place) => standIn(place, signs));
  const found = [said(...values), other(...values)] as const;
  const faults = faultsOf(found[0], found[1], sameInBoth, signs.values());
  if (found.includes("")) faults.push("says nothing");
  // Words may turn on one and none: "1 entry changed".
  for (const amount of [0, 1, 7]) {
    const amounts = values.map(() => amount);
    faults.push(...faultsOf(said(...amounts), other(...amounts), sameInBoth));
  }
  return faults;
}

test("English and Korean have the same texts, with the same parameters and the same numbers", () => {
  expect(entriesOf(en).size).toBeGreaterThan(300);
  expect(compare(en, ko)).toEqual([]);
});

test("the element says the same in English and Korean", () => {
  const { errors: _en, ...english } = elementEn;
  const { errors: _ko, ...korean } = elementKo;
  expect(entriesOf(english).size).toBeGreaterThan(40);
  const symbols = ["uniform.weight", "uniform.sum"];
  expect(compare(english, korean, new Set(symbols))).toEqual([]);
});

test("the learning page says the same in English and Korean", () => {
  expect(entriesOf(learningEn).size).toBeGreaterThan(50);
  expect(compare(learningEn, learningKo)).toEqual([]);
  expect(entriesOf(importingEn).size).toBeGreaterThan(15);
  expect(compare(importingEn, importingKo)).toEqual([]);
  expect(compare(offlineEn, offlineKo)).toEqual([]);
});

test("every text of the list of stored data, the choice of a class and the equation is there in both languages", () => {
  expect(compare(classChoiceEn, classChoiceKo)).toEqual([]);
  expect(compare(equationEn, equationKo)).toEqual([]);
  expect(compare(storageEn, storageKo, new Set(["size"]))).toEqual([]);
});

test("the page that compares and the whole matrix say the same in English and Korean", () => {
  expect(entriesOf(compareEn).size).toBeGreaterThan(40);
  expect(compare(compareEn, compareKo, new Set(["difference"]))).toEqual([]);
  expect(compare(compareLinkEn, compareLinkKo)).toEqual([]);
  expect(compare(matrixEn, matrixKo)).toEqual([]);
});

test("the article says the same in English and Korean", () => {
  const texts = entriesOf(articleEn);
  expect(texts.size).toBeGreaterThan(150);
  const formulas = [...texts].filter(([, text]) => /^\{\w+\}$/.test(String(text))).map(([path]) => path);
  const names = ["lens", "sections.maps.short", "networks.mebibytes", "networks.kibibytes"];
  expect(compare(articleEn, articleKo, new Set([...formulas, ...names]))).toEqual([]);
});

test("the article's formulas, stresses and links are the same in both languages", () => {
  const marksOf = (text: Entry | undefined) => {
    const runs = typeof text === "string" ? runsOf(text) : [];
    // Words are translated, and one language repeats a symbol where the other has a pronoun.
    const formulas = new Set(runs.flatMap((run) => (run.kind === "formula" ? [run.text] : [])));
    const addresses = runs.flatMap((run) => (run.kind === "link" ? [run.address] : []));
    const stressed = runs.filter(({ kind }) => kind === "stress").length;
    return { formulas: [...formulas].sort(), addresses, stressed };
  };
  const korean = entriesOf(articleKo);
  for (const [path, text] of entriesOf(articleEn)) {
    expect(marksOf(korean.get(path)), path).toEqual(marksOf(text));
    if (typeof text !== "string") continue;
    for (const run of runsOf(text))
      if (run.kind === "formula") expect(isFormula(run.text), run.text).toBe(true);
  }
});

test("what is the same in both languages is a short list of names and symbols", () => {
  const [english, korean] = [entriesOf(en), entriesOf(ko)];
  for (const path of SAME) expect(korean.get(path), path).toBe(english.get(path));
});

describe("a difference is found", () => {
  const english = {
    a: "Reset",
    b: (n: number) => `${n} of 10`,
    c: { d: "x", e: (s: { x: string }) => `at ${s.x}` },
  };
  const korean = {
    a: "초기화",
    b: (n: number) => `10 중 ${n}`,
    c: { d: "가", e: (s: { x: string }) => `위치 ${s.x}` },
  };
  test("but none where there is none", () => expect(compare(english, korean)).toEqual([]));
  test.each([
    ["a missing text", { ...korean, a: {} }, "a: missing, or of another kind"],
    ["a text too many", { ...korean, f: "더" }, "f: in Korean only"],
    ["an empty text", { ...korean, a: "" }, "a: one is empty"],
    ["English left over", { ...korean, a: "Reset" }, "a: no Hangul"],
    ["a parameter too few", { ...korean, b: () => "10 중" }, "b: another number of parameters"],
    [
      "an argument that is not said",
      { ...korean, b: (_: number) => "10 중" },
      "b: an argument is in one only",
    ],
    [
      "a field that is not said",
      { ...korean, c: { d: "가", e: (_: object) => "위치" } },
      "c.e: an argument is in one only",
    ],
    ["a number that is lost", { ...korean, b: (n: number) => `${n}번` }, "b: numbers: 10 / "],
  ])("%s", (_, damaged, fault) => expect(compare(english, damaged)).toContain(fault));
});

test("every fault has a sentence in both languages", () => {
  const source = readFileSync(projectPath("src/model/errors.ts"), "utf8");
  const codes = [...source.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code).sort();
  expect(codes.length).toBeGreaterThan(30);
  for (const [locale, imports] of [
    [en, importErrorsEn],
    [ko, importErrorsKo],
  ] as const) {
    expect(Object.keys({ ...locale.errors, ...imports }).sort()).toEqual(codes);
  }
  const details = { backend: "webgl", error: 0.0123 };
  for (const locale of [en, ko]) {
    expect(locale.errors["backend-inexact"](details)).toContain("0.012");
    expect(locale.errors["backend-inexact"]({ ...details, error: Number.NaN })).not.toContain("NaN");
  }
});

test("the language is that of the address, else the chosen one, else the browser's, else English", () => {
  const hints = { hash: "", search: "", chosen: null, preferred: [] };
  expect(firstLanguage(hints)).toBe("en");
  expect(firstLanguage({ ...hints, preferred: ["fr-FR", "ko-KR", "en-US"] })).toBe("ko");
  expect(firstLanguage({ ...hints, preferred: ["en-GB", "ko"] })).toBe("en");
  expect(firstLanguage({ ...hints, chosen: "en", preferred: ["ko"] })).toBe("en");
  expect(firstLanguage({ ...hints, search: "?backend=wasm&lang=ko", chosen: "en" })).toBe("ko");
  expect(firstLanguage({ ...hints, hash: "#seed=42&lang=ko", search: "?lang=en", chosen: "en" })).toBe("ko");
  expect(firstLanguage({ ...hints, hash: "#lang=xx", chosen: "constructor", preferred: ["ko"] })).toBe("ko");
});

test("a sentence ends with one full stop, whatever the reason in it ends with", () => {
  const fault = (problem: string) =>
    sentenceOf(importErrorsEn, { code: "checkpoint-malformed", details: { where: "../G.pth", problem } });
  expect(fault("the data is not valid.")).toBe(fault("the data is not valid"));
  expect(fault("it ends with ...")).toContain("...");
  expect(fault("x")).toContain("../G.pth");
  expect(
    sentenceOf(
      { "engine-failed": (d) => `It stopped: ${d.reason}.` },
      { code: "engine-failed", details: { reason: "No memory." } },
    ),
  ).toBe("It stopped: No memory.");
});
