/** Names of classes from a file that was chosen together with a checkpoint. */
import { expect, test } from "vitest";
import { splitClassNames } from "../../../src/importing/class-names";
import { memorySource } from "../../../src/importing/readers/sources";
import { recognise } from "../../../src/importing/recognise";
import { openPeer } from "../../support/made-checkpoints";

const weights = memorySource("pytorch_model.bin", Uint8Array.from([1, 2, 3]));
const text = (name: string, content: string) => memorySource(name, new TextEncoder().encode(content));
const namesIn = async (name: string, content: string) => {
  const { checkpoint, classNames } = await splitClassNames([text(name, content), weights]);
  expect(checkpoint).toEqual([weights]);
  return classNames && Object.fromEntries(classNames);
};

const TWO = { 0: "tench", 1: "great white shark" };

test("names are read from every form in which they are passed on", async () => {
  for (const [name, content] of [
    ["config.json", JSON.stringify({ model_type: "x", id2label: TWO })],
    ["config.json", JSON.stringify({ label2id: { tench: 0, "great white shark": 1 } })],
    ["labels.json", JSON.stringify(["tench", "great white shark"])],
    ["index.json", JSON.stringify({ 0: ["n01440764", "tench"], 1: ["n01484850", "great white shark"] })],
    ["names.txt", "tench\ngreat white shark\n"],
    ["names.txt", "0 tench\r\n1\tgreat white shark\r\n"],
    ["names.txt", "{0: 'tench',\n 1: 'great white shark'}\n"],
    ["synset_words.txt", "n01440764 tench\nn01484850 great white shark\n"],
  ]) {
    expect(await namesIn(name, content), content).toEqual(TWO);
  }
});

test("a config without names is left out, and the index of a checkpoint in shards is not", async () => {
  expect(await namesIn("config.json", JSON.stringify({ z_dim: 128, num_classes: 1000 }))).toBeUndefined();
  const index = text("model.safetensors.index.json", JSON.stringify({ weight_map: { a: "x" } }));
  expect(await splitClassNames([index, weights])).toEqual({ checkpoint: [index, weights] });
  // By itself it is what was chosen, and is refused by name where it is opened.
  const alone = text("config.json", "{}");
  expect(await splitClassNames([alone])).toEqual({ checkpoint: [alone] });
  const broken = text("config.json", "{");
  expect(await splitClassNames([broken, weights])).toEqual({ checkpoint: [broken, weights] });
});

test("names are used where there is one for each class, and the report says so or why not", async () => {
  const checkpoint = await openPeer("ajbrock/G.pth");
  const five = new Map(["a", "b", "c", "d", "e"].map((name, label) => [label, name]));
  const named = await recognise(checkpoint, { classNames: five, classes: [4, 1] });
  expect(named.manifest.classes).toEqual([
    { id: "4", name: { en: "e" } },
    { id: "1", name: { en: "b" } },
  ]);
  expect(named.report.assumed).toContainEqual(
    expect.objectContaining({ code: "class-names", details: expect.objectContaining({ count: 5 }) }),
  );
  five.delete(2);
  const misfit = await recognise(checkpoint, { classNames: five });
  expect(misfit.manifest.classes?.[0].name.en).toBe("Class 0");
  expect(misfit.report.assumed).toContainEqual(
    expect.objectContaining({
      code: "class-names-misfit",
      details: expect.objectContaining({ given: 4, count: 5 }),
    }),
  );
});
