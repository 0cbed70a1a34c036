/** A tour: steps that each show a state of the lens with a caption. A file of JSON, validated and with a version. */
import * as v from "valibot";
import { readJson } from "../../model/formats/json-file";
import { hashState } from "../address/address";

export const TOUR_FORMAT = "sagan-lens-tour";
const VERSION = 1;
export const MOST_STEPS = 50;
export const LONGEST_TITLE = 100;
export const LONGEST_CAPTION = 600;
/** A step's state is the hash of an address. */
const LONGEST_STATE = 20_000;

/** What a step can draw a frame around. */
export const HIGHLIGHTS = ["image", "map", "controls"] as const;
/** What a step can ask before it shows it: where the query looks, its row. */
const ASKS = ["row"] as const;

/** Text by language, each of at most so many characters; English is always there. A draft may have none yet. */
const upTo = (most: number) =>
  v.pipe(
    v.objectWithRest({ en: v.string() }, v.string()),
    v.check(
      (texts) => Object.values(texts).every((text) => text.length <= most),
      `more than ${most} characters`,
    ),
  );

const state = v.pipe(
  v.string(),
  v.maxLength(LONGEST_STATE),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { refused } = hashState(dataset.value);
    if (refused.length > 0) addIssue({ message: `not understood: ${refused.join(", ")}` });
  }),
);

const step = v.strictObject({
  /** What is shown, as the hash of an address without its `#`. */
  state,
  caption: upTo(LONGEST_CAPTION),
  highlight: v.optional(v.picklist(HIGHLIGHTS)),
  ask: v.optional(v.picklist(ASKS)),
});

const tourSchema = v.strictObject({
  format: v.literal(TOUR_FORMAT),
  version: v.literal(VERSION),
  title: upTo(LONGEST_TITLE),
  steps: v.pipe(v.array(step), v.minLength(1), v.maxLength(MOST_STEPS)),
});

export type Tour = v.InferOutput<typeof tourSchema>;
export type TourStep = Tour["steps"][number];

/**
 * A tour from its file.
 * @param where the file's name, for the error's sentence
 * @throws LensError `tour-malformed` with `path`, such as `steps.2.caption.en`, and `problem`
 */
export function readTour(text: string, where: string): Tour {
  return readJson(text, tourSchema, where, "tour-malformed");
}

/** A tour as its file. */
export function writeTour({ title, steps }: Pick<Tour, "title" | "steps">): string {
  return `${JSON.stringify({ format: TOUR_FORMAT, version: VERSION, title, steps }, null, 1)}\n`;
}

/**
 * A text said in one language; the others stay. English is what a language without a text falls back to, so it is the same as long as nobody
 * has written another.
 */
export function inLanguage(texts: Tour["title"], language: string, text: string): Tour["title"] {
  const isFallback = language === "en" || texts.en === "" || texts.en === texts[language];
  return { ...texts, [language]: text, en: isFallback ? text : texts.en };
}
