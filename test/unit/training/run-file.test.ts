/** The curves of a run are in its file, and the names and settings that the page shows of it. */
import { expect, test } from "vitest";
import { readRun, writeRun } from "../../../src/learning/run-file";
import { learningEn } from "../../../src/locales/en/learning";
import { engine as engineEn } from "../../../src/locales/en/page/networks";
import { engine as engineKo } from "../../../src/locales/ko/page/networks";
import { readSafetensors, writeSafetensors } from "../../../src/model/formats/safetensors";
import { Pace, timeLeft } from "../../../src/render/time-left";
import { StepTimes } from "../../../src/state/training/step-times";
import { marked, runSettings } from "../../../src/ui/learning/run-settings";
import { figuresAt, SMALL_RUN, stateAt } from "../../support/training-run";

for (const attention of [true, false]) {
  test(`a file holds the figures of the steps, with attention ${attention}`, () => {
    const config = { ...SMALL_RUN, attention };
    const rows = [1, 2, 3].map((step) => figuresAt(config, step));
    const { rows: read, state } = readRun(writeRun({ config, state: stateAt(config, 3), rows }), "run");
    expect(read).toEqual(rows);
    expect(state.step).toBe(3);
  });
}

test("a file without figures, as earlier ones, opens without curves; figures after its step are left out", () => {
  const state = stateAt(SMALL_RUN, 2);
  expect(readRun(writeRun({ config: SMALL_RUN, state }), "run").rows).toEqual([]);
  const rows = [1, 2, 3].map((step) => figuresAt(SMALL_RUN, step));
  const bytes = writeRun({ config: SMALL_RUN, state, rows });
  expect(readRun(bytes, "run").rows?.map(({ step }) => step)).toEqual([1, 2]);
});

test("figures that are not finite are left out, and a column of the wrong length is refused", () => {
  const rows = [figuresAt(SMALL_RUN, 1), { ...figuresAt(SMALL_RUN, 2), generatorLoss: Number.NaN }];
  const bytes = writeRun({ config: SMALL_RUN, state: stateAt(SMALL_RUN, 2), rows });
  expect(readRun(bytes, "run").rows?.map(({ step }) => step)).toEqual([1]);
  const { tensors, metadata } = readSafetensors(bytes, "run");
  const short = new Map(tensors).set("log.realMean", { shape: [2], data: new Float32Array(2) });
  expect(() => readRun(writeSafetensors(short, metadata), "run")).toThrow(/tensor-shape.*log\.realMean/);
  const without = new Map([...tensors].filter(([name]) => name !== "log.fakeScores"));
  expect(() => readRun(writeSafetensors(without, metadata), "run")).toThrow(
    /tensor-missing.*log\.fakeScores/,
  );
});

test("the settings of the run on show are said, and its own choice is marked where the next one differs", () => {
  expect(runSettings(learningEn, SMALL_RUN)).toMatch(/^Images: Faces · Self-attention: On · .*Seed: 1$/);
  const { images, ofThisRun } = learningEn;
  const options = (own: "faces" | undefined, chosen: "faces" | "lines") => {
    const { faces, lines } = marked(images, chosen, own, ofThisRun);
    return [faces.label, lines.label];
  };
  expect(options("faces", "lines")).toEqual(["Faces (this run)", "Lines"]);
  expect(options("faces", "faces")).toEqual(["Faces", "Lines"]);
  expect(options(undefined, "lines")).toEqual(["Faces", "Lines"]);
});

test("the time left follows from the median of the last steps, so that a pause changes nothing", () => {
  const times = new StepTimes();
  for (let n = 0; n < 4; n++) times.add(0.1);
  expect(times.median()).toBeUndefined();
  times.add(3600);
  expect(times.median()).toBe(0.1);
  for (let n = 0; n < 41; n++) times.add(0.5);
  expect(times.median()).toBe(0.5);
  times.clear();
  expect(times.median()).toBeUndefined();
  expect(timeLeft(600, undefined)).toBeUndefined();
  expect(timeLeft(0, 0.1)).toBeUndefined();
  expect(timeLeft(1, 0.1)).toEqual({ minutes: 0, seconds: 5 });
  expect(timeLeft(900, 0.1)).toEqual({ minutes: 1, seconds: 30 });
  expect(timeLeft(600, 0.5)).toEqual({ minutes: 5, seconds: 0 });
  expect(engineEn.left(1, 30)).toBe("About 1 min 30 s left");
  expect(engineEn.left(0, 5)).toBe("About 5 s left");
  expect(engineKo.left(5, 0)).toBe("약 5분 남음");
});

test("the pace of the last seconds says how long the rest takes", () => {
  const pace = new Pace();
  pace.add(0, 0);
  pace.add(1900, 19);
  expect(pace.secondsPerUnit()).toBeUndefined();
  pace.add(2000, 20);
  expect(pace.secondsPerUnit()).toBeCloseTo(0.1);
  // Ten times as slow from here on: what was fast is forgotten.
  for (let second = 3; second <= 20; second++) pace.add(second * 1000, 18 + second);
  expect(pace.secondsPerUnit()).toBeCloseTo(1);
  // Something else begins.
  pace.add(21_000, 0);
  expect(pace.secondsPerUnit()).toBeUndefined();
  pace.add(30_000, 0);
  expect(pace.secondsPerUnit()).toBeUndefined();
});
