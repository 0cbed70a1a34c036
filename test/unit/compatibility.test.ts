/**
 * Every address, file, message and saved model of version 1 opens as it did in the release: what they led to then is recorded in
 * `test/fixtures/compatibility` (see its README). A failure prints the input and what differs, and nothing else.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as now from "../support/compatibility";
import { projectPath, readBytes } from "../support/files";

const FOLDER = "test/fixtures/compatibility";
/** Lines and letters of an input that a failure prints. */
const MOST_LINES = 60;
const MOST_LETTERS = 160;

/** Opens each recorded input one after another, and gives what differs from what was recorded. */
async function changes<Given>(file: string, open: (given: Given) => unknown): Promise<string> {
  const recorded: readonly (readonly [Given, unknown])[] = JSON.parse(
    readFileSync(projectPath(`${FOLDER}/${file}.json`), "utf8"),
  );
  const lines: string[] = [];
  for (const [given, expected] of recorded) {
    const found: unknown = JSON.parse(JSON.stringify(await open(given)));
    const differing = now.differences(expected, found);
    if (differing.length > 0) lines.push(JSON.stringify(given).slice(0, MOST_LETTERS));
    lines.push(...differing.map((line) => `  ${line}`));
  }
  const rest = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(rest > 0 ? [`and ${rest} lines more`] : [])].join("\n");
}

test("addresses open, are written again and are drawn as they were", async () => {
  expect(await changes("addresses", now.openAddress)).toBe("");
});

test("the element's attributes say what they said", async () => {
  expect(await changes("attributes", now.openAttributes)).toBe("");
});

test("sessions open with all that was collected in them, and are written again with the same fields", async () => {
  expect(await changes("sessions", now.openSession)).toBe("");
});

test("directions open, or are refused, as they were", async () => {
  const open = ({ text, wanted }: { text: string; wanted: Parameters<typeof now.openDirection>[1] }) =>
    now.openDirection(text, wanted);
  expect(await changes("directions", open)).toBe("");
});

test("stills show the same image, maps and state", async () => {
  const open = (name: string) => now.openStill(readBytes(`${FOLDER}/${name}.safetensors`));
  expect(await changes("stills", open)).toBe("");
});

test("commands of a page around the frame are read as they were", async () => {
  expect(await changes("commands", now.openMessage)).toBe("");
});

test("the frame's messages have the form that they had", async () => {
  expect(await changes("answers", now.sentMessage)).toBe("");
});

test("the same origins may give commands", async () => {
  const open = ([search, origin]: [string, string]) => now.mayCommand(search, origin);
  expect(await changes("origins", open)).toBe("");
});

test("what an earlier visit collected is there", async () => {
  expect(await changes("collections", now.openCollection)).toBe("");
});

test("models that an earlier visit saved are listed, with all their files", async () => {
  expect(await changes("models", now.openModels)).toBe("");
});
