/** Names of classes from a file that was chosen together with a checkpoint. */
import { expect, test } from "vitest";
import { splitClassNames } from "../../../src/importing/class-names";
import { DATA_SETS, dataSetOf } from "../../../src/importing/data-sets";
import { FAMILIES } from "../../../src/importing/families";
import { memorySource } from "../../../src/importing/readers/sources";
import { recognise } from "../../../src/importing/recognise";
import { checkpointOf, dict, made, openPeer, tensorsIn } from "../../support/made-checkpoints";

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

/** ajbrock's generator of five classes with as many as are wanted. */
async function ofClasses(count: number) {
  const plain = tensorsIn(await openPeer("ajbrock/G.pth"));
  const tables = /^blocks\.\d+\.0\.bn\d\.(?:gain|bias)\.weight$/;
  const wider = plain.map(
    ([name, tensor]) => [name, tables.test(name) ? made([count, tensor.shape[1]]) : tensor] as const,
  );
  return checkpointOf(dict(wider));
}

const codesOf = ({ report }: Awaited<ReturnType<typeof recognise>>) => report.assumed.map(({ code }) => code);

test("a thousand classes of a code base that is trained on ImageNet have its names, and the report says so", async () => {
  const checkpoint = await ofClasses(1000);
  const imported = await recognise(checkpoint);
  const { classes } = imported.manifest;
  expect(classes).toHaveLength(1000);
  // As torchvision, Keras and Hugging Face number them.
  expect(classes?.[0]).toEqual({ id: "0", name: { en: "tench, Tinca tinca" } });
  expect(classes?.[207]).toEqual({ id: "207", name: { en: "golden retriever" } });
  expect(classes?.[999].name.en).toBe("toilet tissue, toilet paper, bathroom tissue");
  expect(imported.report.assumed).toContainEqual({
    code: "class-names-usual",
    details: { family: "ajbrock", count: 1000, dataSet: "ImageNet" },
  });
  const some = await recognise(checkpoint, { classes: [281, 7] });
  expect(some.manifest.classes?.map(({ name }) => name.en)).toEqual(["tabby, tabby cat", "cock"]);
});

test("names beside the checkpoint win over those of the data set; a list of another length leaves the numbers", async () => {
  const checkpoint = await ofClasses(1000);
  const own = new Map(Array.from({ length: 1000 }, (_, label) => [label, `face ${label}`]));
  const named = await recognise(checkpoint, { classNames: own, classes: [207] });
  expect(named.manifest.classes?.[0].name).toEqual({ en: "face 207" });
  expect(codesOf(named)).not.toContain("class-names-usual");
  own.delete(3);
  const misfit = await recognise(checkpoint, { classNames: own, classes: [207] });
  expect(misfit.manifest.classes?.[0].name.en).toBe("Class 207");
  expect(codesOf(misfit)).not.toContain("class-names-usual");
});

test("other counts, other sizes and other code bases are called by their numbers", async () => {
  for (const checkpoint of [
    await ofClasses(999),
    // Ten classes, but not CIFAR-10's size.
    await ofClasses(10),
    await openPeer("heykeetae/1000_G.pth"),
  ]) {
    const imported = await recognise(checkpoint);
    expect(codesOf(imported)).not.toContain("class-names-usual");
  }
});

test("the data sets have a name for each class, and CIFAR-10 a Korean one, too", async () => {
  const imagenet = await DATA_SETS.imagenet.names();
  expect(imagenet).toHaveLength(DATA_SETS.imagenet.classes);
  expect(imagenet.filter(({ en }) => typeof en !== "string" || en.trim() === "")).toEqual([]);
  const cifar = await dataSetOf(["imagenet", "cifar10"], 10, 32)?.names();
  expect(cifar?.map(({ en }) => en)).toEqual([
    ...["airplane", "automobile", "bird", "cat", "deer"],
    ...["dog", "frog", "horse", "ship", "truck"],
  ]);
  expect(cifar?.every(({ ko }) => /^[가-힣]+$/.test(ko))).toBe(true);
  expect(dataSetOf(["cifar10"], 10, 64)).toBeUndefined();
  expect(dataSetOf(undefined, 1000, 128)).toBeUndefined();
  const usual = FAMILIES.flatMap(({ id, trainedOn }) => (trainedOn?.includes("imagenet") ? [id] : []));
  expect(usual.sort()).toEqual(["ajbrock", "biggan-deep", "mimicry", "mmgen", "studiogan"]);
});
