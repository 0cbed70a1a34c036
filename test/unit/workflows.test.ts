/** What runs on GitHub: only commands that there are, and actions of one version. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectPath } from "../support/files";

const folder = ".github/workflows";
const files = readdirSync(projectPath(folder)).map((name) => ({
  name,
  lines: readFileSync(projectPath(`${folder}/${name}`), "utf8").split("\n"),
}));
const values = (key: string) =>
  files.flatMap(({ name, lines }) =>
    lines.flatMap((line) => {
      const value = new RegExp(`^ *(?:- )?${key}: (.+)$`).exec(line)?.[1];
      return value === undefined ? [] : [{ name, value }];
    }),
  );

test("every action is pinned to one version", () => {
  const used = values("uses");
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter(({ value }) => !/^[\w-]+\/[\w-]+@(?:v\d+\.\d+\.\d+|[0-9a-f]{40})$/.test(value))).toEqual(
    [],
  );
});

test("every script of npm that is run is one of package.json", () => {
  const { scripts } = JSON.parse(readFileSync(projectPath("package.json"), "utf8"));
  const run = values("run").flatMap(({ value }) => /^npm run ([\w:]+)/.exec(value)?.[1] ?? []);
  expect(run).toContain("build");
  expect(run.filter((name) => !(name in scripts))).toEqual([]);
});

test("no workflow may write to the repository", () => {
  for (const { name, lines } of files) {
    expect(lines, name).toContain("permissions:");
    expect(
      lines.filter((line) => /^ *(?:contents|packages|actions): write/.test(line)),
      name,
    ).toEqual([]);
  }
});
