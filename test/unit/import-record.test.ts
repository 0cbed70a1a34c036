/** What an import said of a model is stored with it, and read again at a later visit. */
import { expect, test } from "vitest";
import { saveModel } from "../../src/model/storage/save-model";
import { IMPORT_RECORD, savedFile } from "../../src/model/storage/saved-models";
import { withRecord } from "../../src/runtime/jobs/import-record";
import { type ImportRecord, readRecord } from "../../src/state/files/import-record";

const folderOf = (id: string) => new URL(`https://lens.example/models/${id}/`);
const record: ImportRecord = {
  file: "1000_G.pth",
  classes: 10,
  settings: { statistics: "batch", classes: [1, 3] },
  report: {
    file: "1000_G.pth",
    format: "torch-zip",
    family: "heykeetae",
    source: "heykeetae/Self-Attention-GAN",
    classes: 10,
    wrappers: ["state_dict"],
    used: [{ name: "l1.weight", shape: [3, 4], as: "dense.weight" }],
    unused: [{ name: "u", shape: [], reason: "bookkeeping" }],
    unread: [{ name: "epoch", type: "int" }],
    assumed: [{ code: "epsilon", details: { epsilon: 1e-5, family: "heykeetae" } }],
    sites: [{ name: "attn1", width: 16, keyWidth: 16, gamma: 0.1, rowsSumToOne: true }],
  },
};
const made = new Map([["model.json", new TextEncoder().encode("{}")]]);

test("report and settings come back as they were, with and without a report", async () => {
  const { report: _, ...folder } = record;
  for (const each of [record, folder]) {
    await saveModel(withRecord(made, each), folderOf("mine-a-123456"));
    expect(await readRecord(folderOf("mine-a-123456"))).toEqual(each);
  }
  expect([...made.keys()]).toEqual(["model.json"]);
  expect(await savedFile(folderOf("mine-a-123456"), IMPORT_RECORD)).toBeDefined();
});

test.each([
  ["no record", undefined],
  ["a damaged one", "{"],
  ["one of another shape", JSON.stringify({ ...record, report: { sites: 3 } })],
])("%s is none", async (_, text) => {
  const files =
    text === undefined ? made : new Map([...made, [IMPORT_RECORD, new TextEncoder().encode(text)]]);
  const folder = folderOf("mine-b-123456");
  await saveModel(new Map([...files, ["x", new Uint8Array()]]), folder);
  // What an earlier case stored is not this one's.
  if (text !== undefined) expect(await savedFile(folder, IMPORT_RECORD)).toBe(text);
  expect(await readRecord(folder)).toBeUndefined();
});
