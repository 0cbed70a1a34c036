/** `sagan-lens import` as a program: what it writes opens like any model, what it says is the report, and nothing there is lost. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attentionRow } from "../../src/attention/row";
import type { ImportSummary } from "../../src/cli/import-command";
import { modelFolder } from "../../src/model/storage/packaged.node";
import { createEngine } from "../../src/runtime/api/engine.node";
import { projectPath } from "../support/files";
import { runNode } from "../support/node-program";
import { betaError, classOf, type Golden, goldenOf, imageError, latentOf, queriesOf } from "../support/peers";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const peer = (path: string) => projectPath(`test/peers/${path}`);
const run = (args: readonly string[]) => runNode("bin/sagan-lens.mjs", ["import", ...args], { cwd: folder });

/** Largest errors of the model that was written, against a peer's golden file. */
async function errorsOf(id: string, golden: string, name: "image" | "image_train" = "image") {
  const engine = await createEngine({ source: modelFolder(id, pathToFileURL(`${folder}/`)) });
  const values = goldenOf(peer(golden), engine.manifest) as Golden;
  const classes = engine.manifest.classes?.map((one) => Number(one.id));
  let [image, beta] = [0, 0];
  for (let latent = 0; latent < values.latents; latent++) {
    const label = classOf(values, latent);
    const classWeights = classes && Float32Array.from(classes, (own) => (own === label ? 1 : 0));
    const made = await engine.preview({ z: latentOf(values, latent), ...(classWeights && { classWeights }) });
    image = Math.max(image, imageError(values, latent, made.image, name) ?? Number.NaN);
    for (const site of made.sites) {
      const own = site.name.slice(2);
      const rows = queriesOf(values, own).map((query) => attentionRow(site, query as never));
      beta = Math.max(beta, betaError(values, latent, own, rows));
    }
  }
  engine.dispose();
  return { image, beta };
}

test("a checkpoint becomes a folder that opens and gives its code base's pictures, and the report says how", async () => {
  const { code, stdout, stderr } = await run([
    peer("studiogan/model=G-current-weights-step=2000.pth"),
    "-o",
    "mine",
    "--name",
    "Mine",
  ]);
  expect(stderr).toMatch(/^(?:Reading model=G-current-weights-step=2000\.pth: \d+%\n)+$/);
  expect(code).toBe(0);
  expect(readdirSync(folder)).toEqual(["mine"]);
  expect(readdirSync(join(folder, "mine")).sort()).toEqual(["generator.safetensors", "model.json"]);
  expect(JSON.parse(readFileSync(join(folder, "mine/model.json"), "utf8"))).toMatchObject({
    id: "mine",
    name: { en: "Mine" },
  });
  expect(stdout).toContain("studiogan (POSTECH-CVLab/PyTorch-StudioGAN)");
  expect(stdout).toContain("It lies in state_dict.");
  expect(stdout).toContain("Attention site blocks.2.0: 16 x 16 queries, 8 x 8 keys");
  expect(stdout).toMatch(/0\.0001 is added to variances/);
  expect(stdout).toMatch(/4 are not used \(the optimizer's\)/);
  const { image, beta } = await errorsOf("mine", "studiogan");
  expect(image).toBeLessThan(1e-4);
  expect(beta).toBeLessThan(1e-5);
});

test("--json says all of it, with every tensor", async () => {
  const { code, stdout } = await run([peer("kalinaxl/epoch_31_1612345678.9.tar"), "-o", "anime", "--json"]);
  expect(code).toBe(0);
  const summary = JSON.parse(stdout) as ImportSummary;
  expect(summary).toMatchObject({
    folder: join(folder, "anime"),
    id: "anime",
    listed: false,
    report: { family: "heykeetae", wrappers: ["gen_model"], file: "epoch_31_1612345678.9.tar" },
  });
  expect(summary.files.every((file) => existsSync(file))).toBe(true);
  expect(summary.report.unused.filter(({ reason }) => reason === "discriminator")).toHaveLength(22);
});

test("a TensorFlow.js model is read with its shards, and half precision is half the size", async () => {
  expect((await run([peer("taki0112/tfjs/model.json"), "-o", "whole"])).code).toBe(0);
  expect((await run([peer("taki0112/tfjs/model.json"), "-o", "half", "--half"])).code).toBe(0);
  const size = (id: string) => readFileSync(join(folder, id, "generator.safetensors")).length;
  expect(size("half")).toBeLessThan(size("whole") * 0.65);
  expect((await errorsOf("whole", "taki0112")).image).toBeLessThan(1e-4);
  const { image } = await errorsOf("half", "taki0112");
  expect(image).toBeGreaterThan(1e-5);
  expect(image).toBeLessThan(0.05);
});

test("classes are kept as asked, and a class that is not there ends with 1", async () => {
  const file = peer("voletiv/ckpt_0004000.pth");
  expect((await run([file, "-o", "two", "--classes", "2,0-1"])).code).toBe(0);
  const { classes } = JSON.parse(readFileSync(join(folder, "two/model.json"), "utf8"));
  expect(classes.map(({ id }: { id: string }) => id)).toEqual(["2", "0", "1"]);
  expect((await errorsOf("two", "voletiv")).image).toBeLessThan(1e-4);
  const refused = await run([file, "-o", "none", "--classes", "3"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("“3” is no class of this file. Its classes are numbered from 0 to 2.");
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("statistics of a batch give other pictures, the same each time, and the report says so", async () => {
  const file = peer("heykeetae/1000_G.pth");
  const weights = (id: string) => readFileSync(join(folder, id, "generator.safetensors"));
  const first = await run([file, "-o", "first", "--statistics", "batch:3,8"]);
  expect(first.code).toBe(0);
  expect(first.stdout).toContain(
    "Statistics of a batch of 8 pictures (seed 3) take the place of those in the file.",
  );
  expect(first.stdout).not.toContain("running statistics are used");
  expect((await run([file, "-o", "again", "--statistics", "batch:3,8"])).code).toBe(0);
  expect((await run([file, "-o", "other", "--statistics", "batch:4,8"])).code).toBe(0);
  expect((await run([file, "-o", "running"])).code).toBe(0);
  expect(weights("again").equals(weights("first"))).toBe(true);
  expect(weights("other").equals(weights("first"))).toBe(false);
  expect(weights("running").equals(weights("first"))).toBe(false);
  expect((await errorsOf("first", "heykeetae")).image).toBeGreaterThan(0.01);
});

describe("what is there is not lost", () => {
  test("a model is replaced with --force alone, and other things never", async () => {
    const file = peer("ajbrock/G_shared_hier.pth");
    expect((await run([file, "-o", "mine"])).code).toBe(0);
    writeFileSync(join(folder, "mine/note.txt"), "kept");
    const refused = await run([file, "-o", "mine"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("Add --force");
    expect(readFileSync(join(folder, "mine/note.txt"), "utf8")).toBe("kept");
    // A file that is no checkpoint leaves the model as it was.
    const bad = await run([peer("christiancosgrove/gen_10.refused.pth"), "-o", "mine", "--force"]);
    expect(bad.code).toBe(1);
    expect(readFileSync(join(folder, "mine/note.txt"), "utf8")).toBe("kept");
    expect((await run([file, "-o", "mine", "--force"])).code).toBe(0);
    expect(readdirSync(join(folder, "mine")).sort()).toEqual(["generator.safetensors", "model.json"]);
    mkdirSync(join(folder, "pictures"));
    writeFileSync(join(folder, "pictures/holiday.jpg"), "a picture");
    const foreign = await run([file, "-o", "pictures", "--force"]);
    expect(foreign.code).toBe(2);
    expect(foreign.stderr).toContain("files that do not belong to a model");
    expect(readdirSync(folder).sort()).toEqual(["mine", "pictures"]);
  });

  test("the list of models gains one, and keeps the others", async () => {
    const file = peer("ajbrock/G_shared_hier.pth");
    const missing = await run([file, "-o", "mine", "--add"]);
    expect(missing.code).toBe(2);
    expect(existsSync(join(folder, "mine"))).toBe(false);
    const index = join(folder, "index.json");
    writeFileSync(
      index,
      JSON.stringify({
        format: "sagan-lens-models",
        version: 1,
        models: [{ id: "other", name: { en: "Other" } }],
      }),
    );
    const hint = await run([file, "-o", "mine"]);
    expect(hint.stdout).toContain("import again with --add --force");
    const added = await run([file, "-o", "mine", "--add", "--force", "--name", "Mine"]);
    expect(added.stdout).toContain(`Listed in ${index}`);
    expect(JSON.parse(readFileSync(index, "utf8")).models).toEqual([
      { id: "other", name: { en: "Other" } },
      { id: "mine", name: { en: "Mine" } },
    ]);
    expect((await run([file, "-o", "mine", "--add", "--force", "--name", "Again"])).code).toBe(0);
    expect(JSON.parse(readFileSync(index, "utf8")).models).toHaveLength(2);
  });
});

test.each([
  [["-o", "Not an id"], "cannot be the name of a model's folder"],
  [["-o", "mine", "--statistics", "batches"], "no value for --statistics"],
  [["-o", "mine", "--statistics", "batch:1,0"], "no value for --statistics"],
  [["-o", "mine", "--classes", "a"], "is not a class number"],
])("%j ends with 2 and a sentence", async (args, sentence) => {
  const { code, stderr, stdout } = await run([peer("ajbrock/G.pth"), ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [["nothing.pth"], "nothing.pth could not be read"],
  [[projectPath("package.json")], "package.json"],
  [
    [projectPath("test/peers/ajbrock/G.pth"), "--family", "stylegan"],
    "There is no family of checkpoints called “stylegan”",
  ],
  [[projectPath("test/peers/ajbrock/G.pth"), "--family", "mimicry"], "The nearest is mimicry"],
])("%j ends with 1 and a sentence", async (args, sentence) => {
  const { code, stderr, stdout } = await run([...args, "-o", "mine"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(readdirSync(folder)).toEqual([]);
});

test("help lists every option", async () => {
  const { code, stdout } = await run(["--help"]);
  expect(code).toBe(0);
  for (const option of [
    "--output",
    "--family",
    "--statistics",
    "--truncation",
    "--classes",
    "--name",
    "--half",
    "--add",
    "--force",
    "--json",
  ])
    expect(stdout).toContain(option);
});
