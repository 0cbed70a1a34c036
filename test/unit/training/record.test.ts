/** What the training history says of itself comes from the log: where it begins, what was changed, where it jumps. */
import { expect, test } from "vitest";
import { readTrainingLog, type TrainingLog } from "../../../src/model/formats/training-log";
import { stepTicks } from "../../../src/render/line-chart";
import { lossJump, recordStart } from "../../../src/ui/training/record";
import { readBytes } from "../../support/files";

const logOf = (model: string): TrainingLog =>
  readTrainingLog(readBytes(`public/models/${model}/log.json`), "log.json");

test("the record of cats64 begins late, with gamma far from 0; that of eurosat64 near the start", () => {
  const { step, gamma, fromZero } = recordStart(logOf("cats64")) ?? {};
  expect([step, fromZero]).toEqual([6280, false]);
  expect(gamma).toBeCloseTo(0.1675, 4);
  expect(recordStart(logOf("eurosat64"))).toMatchObject({ step: 60, fromZero: true });
});

test("a log without a gamma says nothing of where it begins", () => {
  const log = logOf("eurosat64");
  expect(recordStart({ ...log, gammaGenerator: log.step.map(() => null) })).toBeUndefined();
});

test("the jump of cats64 is found in its losses, and its log gives the cause in both languages", () => {
  const log = logOf("cats64");
  const jump = lossJump(log);
  expect(jump).toMatchObject({ before: 26_440, after: 26_520 });
  const [change] = log.changes ?? [];
  expect(change.step).toBeGreaterThanOrEqual(jump?.before ?? 0);
  expect(change.step).toBeLessThanOrEqual(jump?.after ?? 0);
  expect(Object.keys(change.what)).toEqual(["en", "ko"]);
  expect(lossJump(logOf("eurosat64"))).toBeUndefined();
});

test("a change needs a step and a text in English", () => {
  const broken = { ...logOf("cats64"), changes: [{ step: 1, what: { ko: "" } }] };
  const bytes = new TextEncoder().encode(JSON.stringify(broken));
  expect(() => readTrainingLog(bytes, "x")).toThrow(/manifest-field.*changes\.0\.what/);
});

test("an axis of steps has whole numbers, also while there are no steps", () => {
  expect(stepTicks(0)).toEqual([0, 1]);
  expect(stepTicks(3)).toEqual([0, 1, 2, 3]);
  for (const last of [7, 250, 29_680]) expect(stepTicks(last).every(Number.isInteger)).toBe(true);
});
