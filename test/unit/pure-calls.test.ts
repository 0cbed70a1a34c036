/** What the marks that let a build leave out unused values do to the packages that they are set in: nothing, where all is used. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { marked } from "../../scripts/lib/pure-calls.mjs";
import { projectPath } from "../support/files";

type Module = Readonly<Record<string, unknown>>;

let folder: string;
beforeAll(async () => {
  // Beside the packages, so that they find each other.
  folder = await mkdtemp(projectPath("node_modules/.pure-calls-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sourceOf = (name: string) => readFileSync(projectPath(`node_modules/${name}/dist/${name}.mjs`), "utf8");

/** A package as it is published, and with its marks. */
async function bothOf(name: string): Promise<[Module, Module]> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, marked(sourceOf(name)));
  const load = (path: string): Promise<Module> => import(/* @vite-ignore */ pathToFileURL(path).href);
  return [await load(projectPath(`node_modules/${name}/dist/${name}.mjs`)), await load(file)];
}

test("colour schemes and their interpolators", async () => {
  const [published, changed] = await bothOf("d3-scale-chromatic");
  const values = (module: Module) =>
    Object.entries(module).map(([name, value]) => [
      name,
      typeof value === "function" ? [0, 0.3, 0.72, 1].map((at) => value(at)) : value,
    ]);
  expect(values(changed)).toEqual(values(published));
});

test("colours in every space", async () => {
  const [published, changed] = await bothOf("d3-color");
  type Colour = { brighter(): object };
  const spaces = ["rgb", "hsl", "lab", "hcl", "lch", "cubehelix", "color"];
  const values = (module: Module) =>
    spaces.map((space) => {
      const make = module[space] as (colour: unknown) => Colour;
      const colour = make("steelblue");
      return [space, `${colour}`, `${colour.brighter()}`, colour instanceof make, JSON.stringify(colour)];
    });
  expect(values(changed)).toEqual(values(published));
});

test("interpolations between colours and numbers", async () => {
  const [published, changed] = await bothOf("d3-interpolate");
  const between = ["", "Rgb", "Hsl", "HslLong", "Lab", "Hcl", "HclLong", "Cubehelix", "CubehelixLong"];
  const values = (module: Module) =>
    between.map((kind) => {
      const interpolate = module[`interpolate${kind}`] as (a: string, b: string) => (at: number) => string;
      return [0, 0.3, 1].map((at) => interpolate("brown", "steelblue")(at));
    });
  expect(values(changed)).toEqual(values(published));
});

test("curves through points", async () => {
  const [published, changed] = await bothOf("d3-shape");
  const points = [
    [0, 0],
    [1, 4],
    [2, 1],
    [5, 3],
    [6, 3],
  ];
  const values = (module: Module) =>
    Object.keys(module)
      .filter((name) => /^curve/.test(name) && name !== "curveBundle")
      .map((name) => [name, (module.line as () => Line)().curve(module[name])(points)]);
  interface Line {
    curve(made: unknown): (of: number[][]) => string;
  }
  expect(values(changed).length).toBeGreaterThan(15);
  expect(values(changed)).toEqual(values(published));
});

test("marks are set in each", () => {
  for (const name of ["d3-scale-chromatic", "d3-color", "d3-interpolate", "d3-shape"]) {
    expect(marked(sourceOf(name))).toContain("@__PURE__");
  }
});
