/** What trainers put beside the weights does not keep the weights from opening; what the weights need still does. */
import { describe, expect, test } from "vitest";
import { pack } from "../../../scripts/fuzz/zip";
import type { Checkpoint, CheckpointDict } from "../../../src/importing/checkpoint";
import { recognise } from "../../../src/importing/recognise";
import { LensError } from "../../../src/model/errors";
import { checkpointBytes, openBytes, tensorsOf } from "../../support/checkpoints";
import { dict, openPeer, tensorsIn } from "../../support/made-checkpoints";

async function refusal(opening: Promise<unknown>): Promise<LensError> {
  const thrown = await opening.catch((error: unknown) => error);
  if (!(thrown instanceof LensError)) throw new Error(`not refused by name: ${String(thrown)}`);
  return thrown;
}

const entriesOf = ({ root }: Checkpoint, name: string) => (root.entries.get(name) as CheckpointDict).entries;

describe.each(["beside.pt", "beside.legacy.pt", "beside.protocol4.pt"])("%s, written by torch", (name) => {
  test("has its weights, and says which objects were not read", async () => {
    const file = await openBytes(name, checkpointBytes(name));
    const weights = tensorsOf(file.root);
    expect(weights.get("model.0.weight")?.shape).toEqual([2, 3, 2, 2]);
    expect(await weights.get("model.0.bias")?.read()).toHaveLength(3);
    expect(file.unread).toEqual([
      { name: "saved_at", type: "datetime.datetime" },
      { name: "took", type: "datetime.timedelta" },
      { name: "folder", type: "pathlib.PosixPath" },
      { name: "args", type: "argparse.Namespace" },
      { name: "more", type: "types.SimpleNamespace" },
      { name: "config", type: "their_code.config.Settings" },
      { name: "mode", type: "their_code.config.Mode" },
      { name: "rng", type: "numpy.random._pickle.__randomstate_ctor" },
    ]);
  });

  test("has its counters and default dictionaries as dictionaries", async () => {
    const file = await openBytes(name, checkpointBytes(name));
    const { entries } = entriesOf(file, "scheduler").get("milestones") as CheckpointDict;
    expect([...entries]).toEqual([
      ["30", 1],
      ["60", 1],
    ]);
    const state = entriesOf(file, "optimizer").get("state") as CheckpointDict;
    expect([...(state.entries.get("0") as CheckpointDict).entries]).toEqual([["step", 12]]);
  });
});

test("the report of an import lists what was not read", async () => {
  const file = await openPeer("heykeetae/1000_G.pth");
  const unread = [{ name: "args", type: "argparse.Namespace" }];
  const root = dict([["G", dict(tensorsIn(file))]]);
  expect((await recognise({ ...file, root, unread })).report.unread).toEqual(unread);
  expect((await recognise({ ...file, root })).report.unread).toEqual([]);
});

test("weights inside of an object, or made by a function, of the file's own code stay refused", async () => {
  for (const [name, global] of [
    ["held-weights.pt", "their_code.config.Holder"],
    ["own-rebuild.pt", "their_code.io.rebuild_tensor"],
  ]) {
    const error = await refusal(openBytes(name, checkpointBytes(name)));
    expect([error.code, error.details.name]).toEqual(["checkpoint-global", global]);
  }
});

const bytesOf = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );
const text = (value: string) => ["X", [value.length, 0, 0, 0], value] as const;
const torchFile = (...pickle: (string | readonly number[])[]) =>
  pack([{ name: "a/data.pkl", content: bytesOf([0x80, 2], ...pickle), deflated: false }]);

/** NumPy's array of the numbers 1, -2, as NumPy pickles it in protocol 2. */
const ARRAY = [
  "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85c_codecs\nencode\n(",
  ...text("b"),
  ...text("latin1"),
  "tRtR(K\x01K\x02\x85cnumpy\ndtype\n(",
  ...text("f4"),
  "K\x00K\x01tR(K\x03",
  ...text("<"),
  "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89c_codecs\nencode\n(",
  // 1 and -2 in single precision, each byte a letter, the upper ones in UTF-8.
  "X",
  [10, 0, 0, 0],
  "\0\0\xc2\x80?\0\0\0\xc3\x80",
  ...text("latin1"),
  "tRtb",
];

test("a tensor that a device without storages wrote as NumPy's array is read, as a parameter too", async () => {
  const tensor = [
    "ctorch._utils\n_rebuild_device_tensor_from_numpy\n(",
    ...ARRAY,
    "ctorch\nfloat32\n",
    ...text("xla:0"),
    "\x89tR",
  ];
  const parameter = [
    "ctorch._utils\n_rebuild_parameter\n(",
    ...tensor,
    "\x88ccollections\nOrderedDict\n)RtR",
  ];
  const { root } = await openBytes(
    "tpu.pt",
    torchFile("}", ...text("w"), ...tensor, "s", ...text("p"), ...parameter, "s."),
  );
  const tensors = tensorsOf(root);
  for (const name of ["w", "p"]) {
    expect(tensors.get(name)?.shape).toEqual([2]);
    expect(await tensors.get(name)?.read()).toEqual(Float32Array.of(1, -2));
  }
});

test.each([
  ["a function that is called", ["ctheir_code\nmake\n)R."], "their_code.make"],
  [
    "a class that is called with more than a member's value",
    ["ctheir_code\nNet\n(K\x01K\x02tR."],
    "their_code.Net",
  ],
  ["a name that nothing makes an object of", ["}", ...text("f"), "ctheir_code\nmake\ns."], "their_code.make"],
  ["a program", ["}", ...text("f"), "csubprocess\nPopen\n)\x81s."], "subprocess.Popen"],
  [
    "a network beside the weights",
    ["}", ...text("f"), "ctorch.nn.modules.linear\nLinear\n)\x81s."],
    "torch.nn.modules.linear.Linear",
  ],
  ["an object as the whole file", ["ctheir_code\nConfig\n)\x81."], "their_code.Config"],
] as const)("%s is refused", async (_, pickle, name) => {
  const error = await refusal(openBytes("x.pt", torchFile(...pickle)));
  expect(["checkpoint-global", "checkpoint-module"]).toContain(error.code);
  expect(error.details.name).toBe(name);
});
