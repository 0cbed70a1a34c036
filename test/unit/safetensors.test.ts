import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LensError } from "../../src/model/errors";
import { readSafetensors, type Tensor, writeSafetensors } from "../../src/model/formats/safetensors";

const sample = () =>
  writeSafetensors(
    new Map<string, Tensor>([
      ["a", { shape: [2, 3], data: new Float32Array([1, 2, 3, 4, 5, -6.5]) }],
      ["b", { shape: [3], data: new Uint8Array([7, 8, 9]) }],
    ]),
    { step: "12" },
  );

/** A file from a header's text and a body of zeros. */
function fileOf(header: string, bodyBytes: number): Uint8Array {
  const encoded = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + encoded.length + bodyBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(encoded.length), true);
  file.set(encoded, 8);
  return file;
}

test("what is written is read again", () => {
  const { tensors, metadata } = readSafetensors(sample(), "x");
  expect(metadata).toEqual({ step: "12" });
  expect(tensors.get("a")).toEqual({ shape: [2, 3], data: new Float32Array([1, 2, 3, 4, 5, -6.5]) });
  expect(tensors.get("b")).toEqual({ shape: [3], data: new Uint8Array([7, 8, 9]) });
});

test("a Buffer of Node's, which may be a part of a larger one, is read as any other bytes", () => {
  const pool = Buffer.concat([Buffer.from("before"), sample()]);
  const { tensors } = readSafetensors(pool.subarray(6), "x");
  expect(tensors.get("a")?.data).toEqual(new Float32Array([1, 2, 3, 4, 5, -6.5]));
});

test("half precision is expanded exactly: normal, subnormal, negative", () => {
  const file = fileOf('{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}', 8);
  new Uint16Array(file.buffer.slice(-8)).set([0, 0, 0, 0]);
  const view = new DataView(file.buffer, file.length - 8);
  [0x3c00, 0xc500, 0x0001, 0x7bff].forEach((bits, index) => {
    view.setUint16(index * 2, bits, true);
  });
  expect(readSafetensors(file, "x").tensors.get("h")?.data).toEqual(
    new Float32Array([1, -5, 2 ** -24, 65504]),
  );
});

describe("a bad file is refused with what is wrong", () => {
  const cases: [string, Uint8Array, RegExp][] = [
    ["empty", new Uint8Array(3), /shorter than the 8 bytes/],
    [
      "a header longer than the file",
      new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 1]),
      /more than the file can hold/,
    ],
    ["a header that is not JSON", fileOf("{oops", 0), /not JSON/],
    ["a header that is a list", fileOf("[]", 0), /not an object/],
    [
      "an unknown number type",
      fileOf('{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}', 8),
      /tensor a/,
    ],
    [
      "a shape that does not fit",
      fileOf('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}', 8),
      /needs 12/,
    ],
    ["a negative offset", fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}', 8), /tensor a/],
    ["a body cut short", sample().slice(0, -4), /cut short/],
    [
      "a huge shape",
      fileOf('{"a":{"dtype":"F32","shape":[2147483648,2147483648],"data_offsets":[0,8]}}', 8),
      /needs/,
    ],
  ];
  test.each(cases)("%s", (_, bytes, problem) => {
    expect(() => readSafetensors(bytes, "weights")).toThrow(problem);
  });

  test("a number that is not finite, by tensor", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const file = writeSafetensors(new Map([["w", { shape: [2], data: new Float32Array([1, bad]) }]]));
      expect(() => readSafetensors(file, "weights")).toThrow(/tensor-not-finite.*"w"/);
    }
  });
});

test("any damage gives a named error or a readable file, never anything else", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
      fc.nat(400),
      (edits, length) => {
        const bytes = sample();
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        try {
          readSafetensors(bytes.subarray(0, length), "x");
        } catch (error) {
          expect(error).toBeInstanceOf(LensError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
