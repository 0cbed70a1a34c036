/** Operations of a pickle that only put a value on the stack: numbers, texts, bytes, lists and dictionaries. */
import type { PickleBytes } from "./bytes";
import { OPCODE } from "./opcodes";
import type { PickleStack } from "./stack";
import { PickleDict, PickleList, type PickleValue } from "./values";

/** A number, a text or bytes that an operation brings along; `undefined` of all others. */
export function literal(opcode: number, bytes: PickleBytes): PickleValue | undefined {
  switch (opcode) {
    case OPCODE.NEWTRUE:
      return true;
    case OPCODE.NEWFALSE:
      return false;
    case OPCODE.BININT:
      return bytes.int32();
    case OPCODE.BININT1:
      return bytes.byte();
    case OPCODE.BININT2:
      return bytes.uint16();
    case OPCODE.LONG1:
      return bytes.integer(bytes.byte());
    case OPCODE.LONG4:
      return bytes.integer(bytes.length4());
    case OPCODE.BINFLOAT:
      return bytes.float64();
    // The BINSTRING forms are texts of Python 2.
    case OPCODE.SHORT_BINUNICODE:
    case OPCODE.SHORT_BINSTRING:
      return bytes.text(bytes.byte());
    case OPCODE.BINUNICODE:
    case OPCODE.BINSTRING:
      return bytes.text(bytes.length4());
    case OPCODE.BINUNICODE8:
      return bytes.text(bytes.length8());
    case OPCODE.SHORT_BINBYTES:
      return bytes.part(bytes.byte());
    case OPCODE.BINBYTES:
      return bytes.part(bytes.length4());
    case OPCODE.BINBYTES8:
    case OPCODE.BYTEARRAY8:
      return bytes.part(bytes.length8());
    default:
      return undefined;
  }
}

/** A list, tuple, set or dictionary, empty or of what lies on the stack; `undefined` of all other operations. */
export function container(opcode: number, stack: PickleStack): PickleValue | undefined {
  switch (opcode) {
    case OPCODE.EMPTY_LIST:
      return new PickleList("list", []);
    case OPCODE.EMPTY_TUPLE:
      return new PickleList("tuple", []);
    case OPCODE.EMPTY_SET:
      return new PickleList("set", []);
    case OPCODE.EMPTY_DICT:
      return new PickleDict();
    case OPCODE.TUPLE:
      return new PickleList("tuple", stack.sinceMark());
    case OPCODE.FROZENSET:
      return new PickleList("set", stack.sinceMark());
    case OPCODE.TUPLE1:
      return new PickleList("tuple", stack.popMany(1));
    case OPCODE.TUPLE2:
      return new PickleList("tuple", stack.popMany(2));
    case OPCODE.TUPLE3:
      return new PickleList("tuple", stack.popMany(3));
    default:
      return undefined;
  }
}
