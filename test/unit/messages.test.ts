/** What a frame is told by a page around it, of which nothing is known. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { allowedOrigins, isOurs, readCommand } from "../../src/element/frame/messages";

const ours = { source: "sagan-lens", version: 1 };

test("commands of this version are read, and nothing beside what they may say", () => {
  expect(readCommand({ ...ours, type: "get" })).toEqual({ ...ours, type: "get" });
  const set = { ...ours, type: "set", hash: "seed=7" };
  expect(readCommand({ ...set, onload: "alert(1)" })).toEqual(set);
});

test.each([
  undefined,
  null,
  "get",
  [],
  { type: "get" },
  { ...ours, version: 2, type: "get" },
  { ...ours, version: "1", type: "get" },
  { ...ours, type: "eval", code: "alert(1)" },
  { ...ours, type: "set" },
  { ...ours, type: "set", hash: { toString: () => "seed=7" } },
  { ...ours, type: "set", hash: "a".repeat(100_001) },
  Object.create(ours),
])("%j is no command", (data) => {
  expect(readCommand(data)).toBeUndefined();
});

test("any data at all is answered without an error", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withTypedArray: true }), (data) => {
      expect(typeof isOurs(data)).toBe("boolean");
      expect(readCommand(data)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test("only origins that are named, whole, may give commands", () => {
  const own = "https://lens.example";
  const allowed = allowedOrigins("?origin=https://school.example/course&origin=http://localhost:8080", own);
  for (const origin of [own, "https://school.example", "http://localhost:8080"])
    expect(allowed(origin)).toBe(true);
  for (const origin of [
    "https://school.example.evil.test",
    "https://evil.test",
    "http://school.example",
    "https://sub.school.example",
    "https://school.example:444",
    "http://localhost",
    "null",
    "*",
    "",
  ]) {
    expect(allowed(origin), origin).toBe(false);
  }
  // A file, or a frame in a sandbox: anybody could be that.
  expect(allowedOrigins("?origin=null,file:///course.html", own)("null")).toBe(false);
  expect(allowedOrigins("", own)("https://school.example")).toBe(false);
});
