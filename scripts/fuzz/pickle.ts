/** Damage to a pickle that knows where its operations begin. */
import { type Bytes, concat, littleEndian, oddNumber, spliced } from "./bytes";
import type { Random } from "./random";

/** Bytes of the argument of an operation, after its opcode; negative: the width of a length before as many bytes. */
const ARGUMENT: Readonly<Record<number, number>> = {
  71: 8,
  74: 4,
  75: 1,
  77: 2,
  84: -4,
  85: -1,
  88: -4,
  66: -4,
  67: -1,
  104: 1,
  106: 4,
  113: 1,
  114: 4,
  128: 1,
  138: -1,
  139: -4,
  140: -1,
  141: -8,
  142: -8,
  149: 8,
  150: -8,
};
const GLOBAL = 0x63;
const STOP = 0x2e;

export interface Operation {
  readonly from: number;
  readonly to: number;
}

/** The operations of one whole pickle, up to its end. */
export function operationsOf(bytes: Uint8Array, start: number): Operation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Operation[] = [];
  for (let at = start; at < bytes.length; ) {
    const opcode = bytes[at];
    const argument = ARGUMENT[opcode] ?? 0;
    let to = at + 1 + Math.abs(argument);
    if (argument < 0) to += argument === -1 ? bytes[at + 1] : view.getUint32(at + 1, true);
    if (opcode === GLOBAL) to = bytes.indexOf(0x0a, bytes.indexOf(0x0a, at) + 1) + 1;
    found.push({ from: at, to });
    at = to;
    if (opcode === STOP) break;
  }
  return found;
}

const ascii = (text: string) => new TextEncoder().encode(text);

/** Operations that no checkpoint has, or that ask for much. */
const HOSTILE: readonly Uint8Array[] = [
  ascii("cos\nsystem\n"),
  ascii("cbuiltins\neval\n"),
  ascii("c__builtin__\ngetattr\n"),
  ascii("ctorch.nn.modules.conv\nConv2d\n"),
  ascii("c__torch__.model\nNet\n"),
  ascii("ccollections\nOrderedDict\n"),
  ascii("ctorch._utils\n_rebuild_tensor_v2\n"),
  ascii("cconstructor\n__proto__\n"),
  ascii("X\x09\0\0\0__proto__"),
  ascii("X\x0b\0\0\0constructor"),
  ascii("(ios\nsystem\n"),
  ascii("R"),
  ascii("b"),
  ascii("Q"),
  ascii("]2".repeat(500)),
  ascii("(".repeat(3000)),
  ascii("]".repeat(70_000)),
  ascii("]q\x01h\x01a"),
  ascii(`]${"2".repeat(9)}eq\x02`),
  ascii("0"),
  ascii("1"),
  ascii("t"),
  ascii("s"),
  ascii("u"),
  ascii("a"),
  Uint8Array.of(0x81),
  Uint8Array.of(0x82, 1),
  Uint8Array.of(0x92),
  Uint8Array.of(0x93),
  Uint8Array.of(0x97),
  Uint8Array.of(0x8b, 0xff, 0xff, 0xff, 0x7f),
  Uint8Array.of(0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80),
  Uint8Array.of(0x72, 0xff, 0xff, 0xff, 0xff),
  concat([Uint8Array.of(0x8a, 200), new Uint8Array(200).fill(0x7f)]),
  // Lists in lists, far deeper than any checkpoint.
  concat([ascii("]"), new Uint8Array(2000).fill(0x85)]),
  // A list of twice the same, thirty times over.
  concat([ascii("]"), ...Array.from({ length: 30 }, () => Uint8Array.of(0x32, 0x86))]),
];

/** One damage to a pickle that begins at `start`. */
export function damagePickle(bytes: Uint8Array, start: number, random: Random): Bytes {
  const operations = operationsOf(bytes, start);
  const { from, to } = random.pick(operations);
  const none = new Uint8Array(0);
  switch (random.below(8)) {
    case 0:
      return spliced(bytes, from, from + 1, random.bytes(1));
    case 1:
      return spliced(bytes, from, to, none);
    case 2:
      return spliced(bytes, from, from, bytes.slice(from, to));
    case 3: {
      const other = random.pick(operations);
      return spliced(bytes, from, to, bytes.slice(other.from, other.to));
    }
    case 4:
      return spliced(bytes, from, from, random.pick(HOSTILE));
    case 5:
      return spliced(bytes, from, to, random.pick(HOSTILE));
    case 6:
      // The argument: lengths, sizes, strides, offsets, keys of the memo.
      return to - from < 2
        ? spliced(bytes, from, from, random.pick(HOSTILE))
        : spliced(bytes, from + 1, to, littleEndian(oddNumber(random), to - from - 1));
    default:
      return bytes.slice(0, random.pick([from, to])) as Bytes;
  }
}
