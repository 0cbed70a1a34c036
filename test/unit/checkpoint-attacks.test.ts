/** Checkpoints made to do harm: to run code, to fill the memory, to keep a reader busy. */
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuzz } from "../../scripts/fuzz/run";
import { pack } from "../../scripts/fuzz/zip";
import type { CheckpointFormat } from "../../src/importing/checkpoint";
import { unpickleTorch } from "../../src/importing/readers/torch-pickle";
import { importErrorsEn } from "../../src/locales/en/import-errors";
import { LensError } from "../../src/model/errors";
import { checkpointBytes, openBytes, tensorsOf } from "../support/checkpoints";

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const bytesOf = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...ascii(part)] : part)));

/** A PyTorch zip with a pickle of protocol 2 of its own, and one storage of four numbers. */
function torchFile(...pickle: (string | readonly number[])[]): Uint8Array {
  return pack([
    { name: "a/data.pkl", content: bytesOf([0x80, 2], ...pickle), deflated: false },
    { name: "a/data/0", content: new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer), deflated: false },
  ]);
}

async function refusalOf(bytes: Uint8Array): Promise<LensError> {
  const thrown = await openBytes("x.pt", bytes).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof LensError)) throw new Error(`not refused by name: ${String(thrown)}`);
  return thrown;
}

const text = (value: string): (string | readonly number[])[] => ["X", [value.length, 0, 0, 0], value];
const STORAGE = [
  "(",
  ...text("storage"),
  "ctorch\nFloatStorage\n",
  ...text("0"),
  ...text("cpu"),
  "K",
  [4],
  "tQ",
];
const int = (value: number) => ["J", [0, 8, 16, 24].map((shift) => (value >> shift) & 255)];
const tuple = (...values: number[]) => ["(", ...values.flatMap(int), "t"];
const tensor = (offset: number, shape: number[], strides: number[]) => [
  "ctorch._utils\n_rebuild_tensor_v2\n(",
  ...STORAGE,
  ...int(offset),
  ...tuple(...shape),
  ...tuple(...strides),
  [0x89],
  "ccollections\nOrderedDict\n)RtR",
];
const dictOf = (...value: (string | readonly number[])[]) => ["}", ...text("w"), ...value, "s."];

test("the files of these tests open where they ask for nothing bad", async () => {
  const { root } = await openBytes("x.pt", torchFile(...dictOf(...tensor(1, [3], [1]))));
  expect(await tensorsOf(root).get("w")?.read()).toEqual(new Float32Array([2, 3, 4]));
});

describe("a pickle is refused", () => {
  test.each([
    ["a function", ["cos\nsystem\n", ...text("true"), [0x85], "R."], "os.system"],
    ["a function that nothing calls", dictOf("cbuiltins\neval\n"), "builtins.eval"],
    ["a name of protocol 4", [...text("os"), ...text("system"), [0x93], "."], "os.system"],
    ["a part of a name that is allowed", dictOf("ctorch._utils\nos.system\n"), "torch._utils.os.system"],
    ["a name that every object has", dictOf("cconstructor\nconstructor\n"), "constructor.constructor"],
    ["a name with a line of text in it", dictOf("cos\nsystem\u0001\n"), "os.system\ufffd"],
  ] as const)("for %s", async (_, pickle, name) => {
    const error = await refusalOf(torchFile(...pickle));
    expect([error.code, error.details.name]).toEqual(["checkpoint-global", name]);
    expect(importErrorsEn["checkpoint-global"](error.details)).toContain(`refers to ${name}`);
  });
  test.each([
    ["INST", ["(ios\nsystem\n."]],
    ["OBJ", ["(o."]],
    ["EXT1", [[0x82, 1], "."]],
    ["NEWOBJ_EX", [[0x92], "."]],
    ["PERSID", ["P0\n."]],
    ["UNICODE", ["Vx\n."]],
    ["NEXT_BUFFER", [[0x97], "."]],
    ["0xfe", [[0xfe], "."]],
  ] as const)("for the operation %s", async (name, pickle) => {
    const error = await refusalOf(torchFile(...pickle));
    expect([error.code, error.details.name]).toEqual(["checkpoint-opcode", name]);
  });
  test("for TorchScript's classes", async () => {
    expect((await refusalOf(torchFile("c__torch__.net\nNet\n)R."))).code).toBe("checkpoint-torchscript");
  });

  const contradictions: [string, (string | readonly number[])[], RegExp][] = [
    ["a reach beyond the storage", dictOf(...tensor(2, [3], [1])), /reaches beyond the 4 elements/],
    ["a stride beyond the storage", dictOf(...tensor(0, [2], [4])), /reaches beyond/],
    ["a negative stride", dictOf(...tensor(3, [2], [-1])), /impossible shape or stride/],
    ["a negative offset", dictOf(...tensor(-1, [2], [1])), /impossible offset/],
    ["a negative side", dictOf(...tensor(0, [-2], [1])), /impossible shape/],
    ["more strides than sides", dictOf(...tensor(0, [2], [1, 1])), /impossible shape/],
    ["an empty stack", ["0."], /empty stack/],
    ["a stack that is not empty at the end", ["K", [1], "K", [2], "."], /more than one object/],
    ["a missing mark", ["t."], /misses a mark/],
    ["a value from below the mark", ["K", [1], "(0R."], /empty stack/],
    ["a memo that was never filled", ["h", [7], "."], /recalls 7/],
    ["a call of data", ["K", [1], ")R."], /no function/],
    ["state of a number", ["K", [1], "}b."], /state of a plain value/],
    ["a key that is a list", ["}]K", [1], "s."], /neither text nor number/],
    ["a list that is a tuple", [")K", [1], "a."], /no list/],
    ["a list that holds itself", ["}", ...text("w"), "]q", [1], "h", [1], "as."], /nested 64 deep/],
    ["great depth", [...dictOf(")", new Array(100).fill(0x85))], /nested 64 deep/],
    ["a long integer", [[0x8a, 65], new Array(65).fill(1), "."], /takes 65 bytes/],
    ["a stack without end", ["]".repeat(1 << 17), "."], /grows beyond/],
    ["marks without end", ["(".repeat(2000), "."], /marks/],
    ["a text longer than the file", ["X", [0xff, 0xff, 0xff, 0x7f], "a."], /cut short/],
    ["two keys of one name", ["}", ...text("1"), "K", [1], "sK", [1], "K", [2], "s."], /two entries 1/],
  ];
  test.each(contradictions)("for %s", async (_, pickle, problem) => {
    const error = await refusalOf(torchFile(...pickle));
    expect(error.code).toBe("checkpoint-malformed");
    expect(error.details.problem).toMatch(problem);
  });

  test.each([0, 1, 6])("of protocol %i", async (protocol) => {
    const content = bytesOf([0x80, protocol], "}.");
    const error = await refusalOf(pack([{ name: "data.pkl", content, deflated: false }]));
    expect(error.details.problem).toMatch(`has protocol ${protocol}`);
  });
  test("that doubles a list thirty times", async () => {
    // Each step makes a tuple of twice the one before: a thousand million leaves in a hundred bytes.
    const doubled = Array.from({ length: 30 }, () => [0x32, 0x86]).flat();
    const error = await refusalOf(torchFile(...dictOf(")", doubled)));
    expect(error.details.problem).toMatch(/more than 1000000 values/);
  });
  test("with more operations than any checkpoint has", async () => {
    const error = await refusalOf(torchFile("N0".repeat(600_000), "N."));
    expect(error.details.problem).toMatch(/more than 1000000 operations/);
  });
  test("that expands one number to more than the file may ask for", async () => {
    const error = await refusalOf(torchFile(...dictOf(...tensor(0, [1 << 28], [0]))));
    expect(error.code).toBe("checkpoint-too-large");
    expect(error.details).toMatchObject({ part: "tensor w", needed: (1 << 30) + 4 });
  });
});

test("keys of a file never reach a prototype", async () => {
  const pickle = ["}", ...text("__proto__"), "}", ...text("polluted"), [0x88], "ss."];
  const { root } = await openBytes("x.pt", torchFile(...pickle));
  expect([...root.entries.keys()]).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  const header = ascii('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}');
  const file = new Uint8Array(8 + header.length + 4);
  file[0] = header.length;
  file.set(header, 8);
  expect([...(await openBytes("x", file)).root.entries.keys()]).toEqual(["__proto__"]);
});

describe("a header is refused that names more tensors than any checkpoint has", () => {
  const names = Array.from({ length: 20_001 }, (_, index) => `t${index}`);
  test("in safetensors", async () => {
    const entries = names.map((name) => [name, { dtype: "F32", shape: [0], data_offsets: [0, 0] }]);
    const header = ascii(JSON.stringify(Object.fromEntries(entries)));
    const file = new Uint8Array(8 + header.length);
    new DataView(file.buffer).setUint32(0, header.length, true);
    file.set(header, 8);
    expect((await refusalOf(file)).details.problem).toMatch(/names 20001 tensors/);
  });
  test("in TensorFlow.js", async () => {
    const weights = names.map((name) => ({ name, shape: [0], dtype: "float32" }));
    const model = { weightsManifest: [{ paths: [], weights }] };
    expect((await refusalOf(ascii(JSON.stringify(model)))).details.problem).toMatch(
      /more than 20000 weights/,
    );
  });
});

describe("a zip is refused", () => {
  const entry = (name: string, bytes: Uint8Array = new Uint8Array(4), deflated = false) => ({
    name,
    content: bytes,
    deflated,
  });
  test("for two entries of one name", async () => {
    const error = await refusalOf(pack([entry("a/data.pkl"), entry("a/data.pkl")]));
    expect(error.details.problem).toMatch(/two entries of the name/);
  });
  test("for entries that lie over each other", async () => {
    const file = pack([entry("a/data.pkl"), entry("b.npy")]);
    const view = new DataView(file.buffer);
    // The second entry of the directory is told to lie where the first one does.
    const directory = view.getUint32(file.length - 6, true);
    view.setUint32(directory + 46 + "a/data.pkl".length + 42, 0, true);
    expect((await refusalOf(file)).details.problem).toMatch(/lie over each other/);
  });
  test("for more entries than any checkpoint has", async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => entry(`${index}`, new Uint8Array(0)));
    expect((await refusalOf(pack(many))).details.problem).toMatch(/10001 entries/);
  });
  test("for an entry that claims to inflate to more than the file may ask for, before anything is inflated", async () => {
    const bomb = pack([entry("a.npy", new Uint8Array(1 << 22), true)]);
    expect(bomb.length).toBeLessThan(8000);
    const error = await refusalOf(bomb);
    expect([error.code, error.details.part, error.details.needed]).toEqual([
      "checkpoint-too-large",
      "entry a.npy",
      1 << 22,
    ]);
  });
  test("for an entry that inflates to more than it claims", async () => {
    const zeros = deflateRawSync(new Uint8Array(1 << 24));
    const file = pack([{ name: "a/data.pkl", content: zeros, deflated: false }]);
    const view = new DataView(file.buffer);
    const directory = view.getUint32(file.length - 6, true);
    for (const method of [8, directory + 10]) view.setUint16(method, 8, true);
    expect((await refusalOf(file)).details.problem).toMatch(/inflates to more than it claims/);
  });
});

const FORMATS: CheckpointFormat[] = ["safetensors", "torch-zip", "torch-legacy", "npz", "tfjs"];

test.each(FORMATS)(
  "300 damaged files of %s open or are refused by name, in four times their size",
  async (format) => {
    const cases = Array.from({ length: 300 }, (_, index) => index);
    // How long a file takes is `npm run fuzz`'s concern: here many tests share the machine.
    const line = await fuzz(format, cases, 8, Number.POSITIVE_INFINITY);
    expect(line.failures).toEqual([]);
    expect(line.unnamed).toBe(0);
    expect(line.opened).toBeGreaterThan(0);
    expect(Object.keys(line.refused).length).toBeGreaterThan(2);
  },
);

test("a cut anywhere is told, and never makes another file of it", async () => {
  for (const name of ["kinds.pt", "kinds.legacy.pt", "kinds.safetensors", "arrays.npz"]) {
    const whole = checkpointBytes(name);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const thrown = await openBytes(name, whole.slice(0, length)).catch((error: unknown) => error);
        expect(thrown).toBeInstanceOf(LensError);
      }),
      { numRuns: 60 },
    );
  }
});

test("any bytes are a pickle or are refused by name", () => {
  const named = (bytes: Uint8Array) => {
    try {
      unpickleTorch(bytes, 0, "x");
      return true;
    } catch (thrown) {
      return (
        thrown instanceof LensError || (thrown instanceof Error && thrown.message === "a pickle is cut short")
      );
    }
  };
  const opcodes = fc.constantFrom(
    ...ascii("()]}.0125NRQabehjqrstuKJM"),
    0x81,
    0x85,
    0x86,
    0x87,
    0x88,
    0x93,
    0x94,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(opcodes, fc.nat(255)), { maxLength: 80 }), (body) =>
      named(Uint8Array.from([0x80, 2, ...body])),
    ),
    { numRuns: 3000 },
  );
});
