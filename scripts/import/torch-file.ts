/** Writes a PyTorch file of version 1.6 and later, tensor by tensor, so that one of any size fits in the memory. */
import { closeSync, openSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its numbers, asked for when it is written. `BigInt64Array` as int64. */
  readonly numbers: () => Float32Array | BigInt64Array;
}

/** Numbers begin at a multiple of it, as PyTorch lays them. */
const ALIGNMENT = 64;
const LOCAL_BYTES = 30;

/** `{ "step": step, [key]: OrderedDict(tensors) }`. */
export function writeTorchFile(
  path: string,
  key: string,
  step: number,
  tensors: readonly WrittenTensor[],
): void {
  const file = openSync(path, "w");
  const directory: Buffer[] = [];
  let at = 0;
  const write = (bytes: Uint8Array) => {
    at += writeSync(file, bytes);
  };
  const entry = (name: string, content: Uint8Array) => {
    const place = at;
    const local = Buffer.alloc(LOCAL_BYTES);
    const start = at + LOCAL_BYTES + name.length;
    const padding = (ALIGNMENT - ((start + 4) % ALIGNMENT)) % ALIGNMENT;
    const sum = crc32(content);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(padding + 4, 28);
    const extra = Buffer.alloc(padding + 4, "Z");
    extra.write("FB");
    extra.writeUInt16LE(padding, 2);
    for (const part of [local, Buffer.from(name), extra, content]) write(part);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(place, 42);
    directory.push(central, Buffer.from(name));
  };

  // Shapes and kinds come first: the pickle stands at the beginning.
  entry("archive/data.pkl", pickleOf(key, step, tensors));
  tensors.forEach(({ numbers }, index) => {
    const content = numbers();
    entry(`archive/data/${index}`, new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
  });
  entry("archive/version", Buffer.from("3\n"));
  const start = at;
  for (const part of directory) write(part);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(tensors.length + 2, 8);
  end.writeUInt16LE(tensors.length + 2, 10);
  end.writeUInt32LE(at - start, 12);
  end.writeUInt32LE(start, 16);
  write(end);
  closeSync(file);
}

const text = (value: string) => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from("X"), length, bytes]);
};
const integer = (value: number) => {
  const bytes = Buffer.alloc(5, "J");
  bytes.writeInt32LE(value, 1);
  return bytes;
};
const tuple = (values: readonly number[]) =>
  Buffer.concat([Buffer.from("("), ...values.map(integer), Buffer.from("t")]);

/** In protocol 2, as `torch.save` writes it. */
function pickleOf(key: string, step: number, tensors: readonly WrittenTensor[]): Buffer {
  const ordered = "ccollections\nOrderedDict\n)R";
  const parts: (string | Buffer)[] = [
    Buffer.of(0x80, 2),
    "}(",
    text("step"),
    integer(step),
    text(key),
    ordered,
    "(",
  ];
  tensors.forEach(({ name, shape, numbers }, index) => {
    const strides = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, side) => product * side, 1),
    );
    const count = shape.reduce((product, side) => product * side, 1);
    // One number has no shape, and is the count of batches.
    const kind = shape.length === 0 && numbers() instanceof BigInt64Array ? "LongStorage" : "FloatStorage";
    parts.push(text(name), "ctorch._utils\n_rebuild_tensor_v2\n(", "(", text("storage"), `ctorch\n${kind}\n`);
    parts.push(
      text(String(index)),
      text("cpu"),
      integer(count),
      "tQ",
      integer(0),
      tuple(shape),
      tuple(strides),
    );
    parts.push(Buffer.of(0x89), ordered, "tR");
  });
  parts.push("uu.");
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}
