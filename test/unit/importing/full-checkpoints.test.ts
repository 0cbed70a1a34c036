/** The checkpoints of `npm run bench:full`, at a tenth of their width: what is measured is what a person has. */
import { expect, test } from "vitest";
import { FULL_CHECKPOINTS } from "../../../scripts/full/checkpoints";
import { fullCheckpointFile } from "../../../scripts/full/write";
import { fileSource } from "../../../src/importing/readers/file-source.node";
import { openCheckpoint } from "../../../src/importing/readers/open";
import { recognise } from "../../../src/importing/recognise";

const TENTH = 0.1;

test.each(FULL_CHECKPOINTS)(
  "$name is recognised as the code base's, with its classes and sites",
  async (checkpoint) => {
    const source = await fileSource(fullCheckpointFile(checkpoint, TENTH).file);
    const { report, manifest } = await recognise(await openCheckpoint([source]));
    expect(report.family).toBe(checkpoint.family);
    expect(report.unused.filter(({ reason }) => reason === "unknown")).toEqual([]);
    expect(manifest.classes).toHaveLength(100);
    expect(manifest.image).toMatchObject({ size: 128, channels: 3 });
    expect(report.sites).toHaveLength(1);
  },
);

test("the numbers of a checkpoint are the same in every run", () => {
  for (const { tensors } of FULL_CHECKPOINTS) {
    const [first, again] = [tensors(TENTH), tensors(TENTH)];
    const { name, numbers } = first[first.length >> 1];
    const same = again.find((tensor) => tensor.name === name);
    expect(same?.numbers()).toEqual(numbers());
  }
});
