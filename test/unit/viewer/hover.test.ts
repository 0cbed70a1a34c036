/** Moving the pointer changes `lens.query`: a component that renders from all of `lens` renders at every move. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectPath } from "../../support/files";

const WHOLE_LENS = /useStore\(\s*(\(state\) => state\.lens|\(\{ lens \}\) => lens)\s*,?\s*\)/;

test("no component renders from the whole lens", () => {
  const folder = projectPath("src/ui");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(50);
  const guilty = files.filter((file) => WHOLE_LENS.test(readFileSync(`${folder}/${file}`, "utf8")));
  expect(guilty).toEqual([]);
});
