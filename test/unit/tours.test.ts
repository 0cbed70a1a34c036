/** Tours: what the shipped ones say, and that a file of another's is read or refused by name. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import LZString from "lz-string";
import { expect, test } from "vitest";
import { LensError } from "../../src/model/errors";
import { parseManifest } from "../../src/model/formats/manifest";
import { siteName } from "../../src/network/attention/site-pass";
import { presentsForHash, presentsOfHash } from "../../src/state/navigation/presenter-address";
import { tourForHash, tourOfHash } from "../../src/state/navigation/tour-address";
import { hashState } from "../../src/viewer/address/address";
import { inLanguage, readTour, writeTour } from "../../src/viewer/tour/tour";
import { LONGEST_TOUR_LINK, tourLink, unpackTour } from "../../src/viewer/tour/tour-link";
import { projectPath } from "../support/files";

const FOLDER = projectPath("public/tours");
const textOf = (file: string) => readFileSync(`${FOLDER}/${file}`, "utf8");
const files = readdirSync(FOLDER);
const [lens] = files.filter((file) => file === "lens.json").map(textOf);

test("the lens has a tour of six steps, and each shipped model one", () => {
  expect(files.sort()).toEqual(["cats64.json", "eurosat64.json", "lens.json"]);
  expect(readTour(lens, "lens.json").steps).toHaveLength(6);
});

test.each(files)("%s says everything in both languages, of models that are there", (file) => {
  const { title, steps } = readTour(textOf(file), file);
  for (const { en, ko } of [title, ...steps.map(({ caption }) => caption)]) {
    expect(en.length).toBeGreaterThan(10);
    expect(ko).toMatch(/[가-힣]/);
  }
  for (const { state: hash } of steps) {
    const { state } = hashState(hash);
    const text = readFileSync(projectPath(`public/models/${state.model}/model.json`), "utf8");
    const { classes, generator } = parseManifest(text, "model.json");
    const sites = generator.layers.flatMap((layer) =>
      layer.type === "attention" ? [siteName("generator", layer.name)] : [],
    );
    for (const site of Object.keys(state.interventions ?? {})) expect(sites).toContain(site);
    for (const id of Object.keys(state.classes ?? {})) expect(classes?.map((one) => one.id)).toContain(id);
  }
});

const refusal = (text: string) => {
  try {
    readTour(text, "tour.json");
    return undefined;
  } catch (thrown) {
    return thrown;
  }
};
const changed = (change: (tour: Record<string, unknown>) => void) => {
  const tour = JSON.parse(lens) as Record<string, unknown>;
  change(tour);
  return refusal(JSON.stringify(tour));
};

test("what is wrong in a tour is named by its place", () => {
  const steps = (tour: Record<string, unknown>) => tour.steps as Record<string, unknown>[];
  const cases: [unknown, string, RegExp][] = [
    [changed((tour) => (steps(tour)[2].state = "q=3.4&nope=1")), "steps.2.state", /nope/],
    [changed((tour) => (steps(tour)[1].caption = { ko: "…" })), "steps.1.caption.en", /./],
    [changed((tour) => (steps(tour)[0].caption = { en: "x".repeat(601) })), "steps.0.caption", /600/],
    [changed((tour) => (steps(tour)[0].highlight = "window")), "steps.0.highlight", /window/],
    [changed((tour) => (steps(tour)[0].script = "alert(1)")), "steps.0.script", /./],
    [changed((tour) => (tour.steps = [])), "steps", /./],
    [changed((tour) => (tour.version = 2)), "version", /2/],
    [refusal("{"), "(the whole file)", /./],
  ];
  for (const [fault, path, problem] of cases) {
    expect(fault).toMatchObject({ code: "tour-malformed", details: { where: "tour.json", path } });
    expect((fault as LensError).details.problem).toMatch(problem);
  }
});

/** A tour with something else in one place. */
const damaged = fc
  .tuple(fc.nat(60), fc.anything({ maxDepth: 2, withBigInt: false }))
  .map(([place, other]) => {
    let at = 0;
    return JSON.stringify(JSON.parse(lens), (_, value) => (at++ === place ? other : value));
  });
/** A tour with letters exchanged. */
const smudged = fc
  .array(fc.tuple(fc.nat(lens.length - 1), fc.string({ minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((marks) =>
    marks.reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at + mark.length), lens),
  );

test("damaged and hostile tours are read, or refused by name", () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.oneof(damaged, smudged, fc.json(), fc.string()), (text) => {
      const fault = refusal(text ?? "");
      if (fault === undefined) return;
      refused++;
      expect(fault).toBeInstanceOf(LensError);
      expect((fault as LensError).code).toBe("tour-malformed");
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(300);
});

const PAGE = "https://lens.example/";
const packed = tourLink(PAGE, readTour(lens, "lens.json")).slice(`${PAGE}#play=`.length);

test("a link carries a whole tour; one that is too long is refused with both lengths", () => {
  const tour = readTour(lens, "lens.json");
  expect(readTour(unpackTour(packed), "link")).toEqual(tour);
  expect(tourOfHash(`#play=${packed}`)).toEqual({ id: "file", at: 0, packed });
  // Captions that no packing makes short.
  const caption = (from: number) =>
    Array.from({ length: 600 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7919 + from * 104729) % 20_000)),
    ).join("");
  const steps = Array.from({ length: 50 }, (_, at) => ({ state: "seed=4", caption: { en: caption(at) } }));
  const long = () => tourLink(PAGE, { title: { en: "Long" }, steps });
  expect(long).toThrow(LensError);
  try {
    long();
  } catch (fault) {
    expect(fault).toMatchObject({ code: "tour-link-long", details: { most: LONGEST_TOUR_LINK } });
    expect((fault as LensError).details.length).toBeGreaterThan(LONGEST_TOUR_LINK);
  }
});

test("damaged and hostile links are read, or refused by name", () => {
  let refused = 0;
  const cut = fc.nat(packed.length - 1).map((length) => packed.slice(0, length));
  const changed = fc
    .tuple(fc.nat(packed.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
    .map(([at, mark]) => packed.slice(0, at) + mark + packed.slice(at + mark.length));
  const made = fc.string({ unit: "grapheme", maxLength: 200 }).map(LZString.compressToEncodedURIComponent);
  fc.assert(
    fc.property(fc.oneof(cut, changed, made, fc.string()), (link) => {
      try {
        unpackTour(link);
      } catch (fault) {
        refused++;
        expect(fault).toBeInstanceOf(LensError);
        expect(["tour-link-malformed", "tour-malformed"]).toContain((fault as LensError).code);
      }
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(300);
});

test("a step of a tour in the address", () => {
  expect(tourOfHash("#v=1&seed=4&tour=lens.3")).toEqual({ id: "lens", at: 2 });
  expect(tourOfHash(`tour=my-tour.12${tourForHash(undefined)}`)).toEqual({
    ...{ id: "my-tour", at: 11, isBare: true },
  });
  expect(tourOfHash("tour=my-tour.12&seed=4")).toEqual({ id: "my-tour", at: 11 });
  expect(tourForHash({ id: "lens", at: 2 })).toBe("&tour=lens.3");
  for (const bad of ["", "#tour=lens", "#tour=lens.0", "#tour=../x.1", "#tour=lens.1000", "#detour=lens.1"]) {
    expect(tourOfHash(bad)).toBeUndefined();
  }
  // It belongs to the page around, and is no unknown part of the state.
  expect(hashState("v=1&tour=lens.3").refused).toEqual([]);
});

test("the presenter's view in the address", () => {
  expect(presentsOfHash("#v=1&seed=4&tour=lens.3&present=1")).toBe(true);
  expect(presentsOfHash(`#present=1${presentsForHash(false)}`)).toBe(true);
  for (const other of ["", "#v=1", "#present=0", "#represent=1", "#present=11"])
    expect(presentsOfHash(other)).toBe(false);
  expect(presentsForHash(true)).toBe("&present=1");
  expect(hashState("v=1&present=1").refused).toEqual([]);
});

test("a tour that is written is read as the same", () => {
  const tour = readTour(lens, "lens.json");
  expect(readTour(writeTour(tour), "lens.json")).toEqual(tour);
});

test("a text in one language stands in for English until English is written", () => {
  const korean = inLanguage({ en: "" }, "ko", "눈");
  expect(korean).toEqual({ en: "눈", ko: "눈" });
  expect(inLanguage(korean, "ko", "두 눈")).toEqual({ en: "두 눈", ko: "두 눈" });
  const both = inLanguage(korean, "en", "An eye");
  expect(both).toEqual({ en: "An eye", ko: "눈" });
  expect(inLanguage(both, "ko", "두 눈")).toEqual({ en: "An eye", ko: "두 눈" });
});
