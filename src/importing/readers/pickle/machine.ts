/**
 * A pickle machine that builds plain data and nothing else. Own code, since safety lies in what it cannot do: it looks names up in a
 * list that is given to it and refuses all others before anything else is read, it calls nothing but the few functions of that list, and
 * it keeps keys in maps, never as properties. Stack, memo, operations and the length of numbers are bounded.
 */
import { OPCODE, opcodeName } from "./opcodes";
import {
  type GlobalMeaning,
  PickleDict,
  PickleExtra,
  PickleFault,
  PickleGlobal,
  type PickleKey,
  PickleList,
  PickleOpaque,
  type PickleValue,
} from "./values";

/** A checkpoint of ten thousand tensors takes some 300,000. */
const MAX_OPERATIONS = 1_000_000;
/** Python's own writer puts a thousand entries at once on the stack. */
const MAX_STACK = 1 << 16;
const MAX_MARKS = 1 << 10;
/** Bytes of an integer; the longest that a checkpoint has is the ten of the legacy format's magic number. */
const MAX_INTEGER_BYTES = 64;
const FIRST_PROTOCOL = 2;
const LAST_PROTOCOL = 5;

export interface Machine {
  /** The names that a file may ask for. */
  readonly globals: ReadonlyMap<string, GlobalMeaning>;
  /** What a persistent id stands for: in PyTorch's files a storage. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** A name that the file asks for and that is not allowed. */
export class ForbiddenGlobal extends Error {
  constructor(
    /** Such as `os.system`. */
    readonly asked: string,
    /** What lay on top of the stack; `undefined` where the name is the first thing in the file. */
    readonly after: PickleValue | undefined,
  ) {
    super(asked);
  }
}

/** An operation that is not carried out. */
export class ForbiddenOpcode extends Error {}

/** The bytes end in the middle of the pickle. */
export class PickleCutShort extends PickleFault {}

export interface Unpickled {
  readonly value: PickleValue;
  /** The byte after the pickle. */
  readonly end: number;
}

/**
 * Reads one pickle of protocol 2 to 5.
 * @param start its first byte in `bytes`
 * @throws ForbiddenGlobal, ForbiddenOpcode, PickleFault, PickleCutShort
 */
export function unpickle(bytes: Uint8Array, start: number, machine: Machine): Unpickled {
  return new Run(bytes, start, machine).run();
}

class Run {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #machine: Machine;
  #at: number;
  #stack: PickleValue[] = [];
  /** Heights of the stack at its marks. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: Uint8Array, start: number, machine: Machine) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#machine = machine;
  }

  run(): Unpickled {
    if (this.#byte() !== OPCODE.PROTO) throw new PickleFault("a pickle does not begin with its protocol");
    const protocol = this.#byte();
    if (protocol < FIRST_PROTOCOL || protocol > LAST_PROTOCOL) {
      throw new PickleFault(`a pickle has protocol ${protocol}, and 2 to 5 are read`);
    }
    for (let done = 0; done < MAX_OPERATIONS; done++) {
      const opcode = this.#byte();
      if (opcode === OPCODE.STOP) {
        const value = this.#pop();
        if (this.#stack.length > 0 || this.#marks.length > 0) {
          throw new PickleFault("a pickle leaves more than one object");
        }
        return { value, end: this.#at };
      }
      this.#perform(opcode);
    }
    throw new PickleFault(`a pickle has more than ${MAX_OPERATIONS} operations`);
  }

  #perform(opcode: number): void {
    const value = this.#plain(opcode) ?? this.#container(opcode);
    if (value !== undefined) this.#push(value);
    else if (opcode === OPCODE.NONE) this.#push(null);
    else this.#act(opcode);
  }

  /** A number, a text or bytes that an operation brings along; `undefined` of all others. */
  #plain(opcode: number): PickleValue | undefined {
    switch (opcode) {
      case OPCODE.NEWTRUE:
        return true;
      case OPCODE.NEWFALSE:
        return false;
      case OPCODE.BININT:
        return this.#view.getInt32(this.#take(4), true);
      case OPCODE.BININT1:
        return this.#byte();
      case OPCODE.BININT2:
        return this.#view.getUint16(this.#take(2), true);
      case OPCODE.LONG1:
        return this.#integer(this.#byte());
      case OPCODE.LONG4:
        return this.#integer(this.#length4());
      case OPCODE.BINFLOAT:
        return this.#view.getFloat64(this.#take(8), false);
      // The BINSTRING forms are texts of Python 2.
      case OPCODE.SHORT_BINUNICODE:
      case OPCODE.SHORT_BINSTRING:
        return this.#text(this.#byte());
      case OPCODE.BINUNICODE:
      case OPCODE.BINSTRING:
        return this.#text(this.#length4());
      case OPCODE.BINUNICODE8:
        return this.#text(this.#length8());
      case OPCODE.SHORT_BINBYTES:
        return this.#part(this.#byte());
      case OPCODE.BINBYTES:
        return this.#part(this.#length4());
      case OPCODE.BINBYTES8:
      case OPCODE.BYTEARRAY8:
        return this.#part(this.#length8());
      default:
        return undefined;
    }
  }

  /** A list, tuple, set or dictionary, empty or of what lies on the stack; `undefined` of all other operations. */
  #container(opcode: number): PickleValue | undefined {
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
        return new PickleList("tuple", this.#sinceMark());
      case OPCODE.FROZENSET:
        return new PickleList("set", this.#sinceMark());
      case OPCODE.TUPLE1:
        return new PickleList("tuple", this.#popMany(1));
      case OPCODE.TUPLE2:
        return new PickleList("tuple", this.#popMany(2));
      case OPCODE.TUPLE3:
        return new PickleList("tuple", this.#popMany(3));
      default:
        return undefined;
    }
  }

  /** Everything else: changes to what lies on the stack, names, calls, the memo. */
  #act(opcode: number): void {
    switch (opcode) {
      case OPCODE.MARK:
        if (this.#marks.length >= MAX_MARKS) throw new PickleFault(`more than ${MAX_MARKS} marks are open`);
        this.#marks.push(this.#stack.length);
        break;
      case OPCODE.POP:
        // Python takes a mark away where nothing lies above it.
        if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
        else this.#pop();
        break;
      case OPCODE.POP_MARK:
        this.#sinceMark();
        break;
      case OPCODE.DUP:
        this.#push(this.#top());
        break;
      case OPCODE.APPEND:
        this.#append([this.#pop()]);
        break;
      case OPCODE.APPENDS:
      case OPCODE.ADDITEMS:
        this.#append(this.#sinceMark());
        break;
      case OPCODE.SETITEM:
        this.#setItems(this.#popMany(2));
        break;
      case OPCODE.SETITEMS:
        this.#setItems(this.#sinceMark());
        break;
      case OPCODE.GLOBAL:
        this.#global(this.#line(), this.#line());
        break;
      case OPCODE.STACK_GLOBAL:
        this.#global(...this.#namePair());
        break;
      case OPCODE.REDUCE:
      case OPCODE.NEWOBJ:
        this.#call();
        break;
      case OPCODE.BUILD:
        this.#build();
        break;
      case OPCODE.BINPERSID:
        this.#push(this.#machine.persistent(this.#pop()));
        break;
      case OPCODE.BINGET:
        this.#recall(this.#byte());
        break;
      case OPCODE.LONG_BINGET:
        this.#recall(this.#length4());
        break;
      case OPCODE.BINPUT:
        this.#memo.set(this.#byte(), this.#top());
        break;
      case OPCODE.LONG_BINPUT:
        this.#memo.set(this.#length4(), this.#top());
        break;
      case OPCODE.MEMOIZE:
        this.#memo.set(this.#memo.size, this.#top());
        break;
      case OPCODE.FRAME:
        // Frames only help to read ahead.
        this.#take(8);
        break;
      default:
        throw new ForbiddenOpcode(opcodeName(opcode));
    }
  }

  #namePair(): [string, string] {
    const [module, name] = this.#popMany(2);
    if (typeof module === "string" && typeof name === "string") return [module, name];
    throw new PickleFault("a name that it asks for is no text");
  }

  #take(count: number): number {
    const from = this.#at;
    if (count > this.#bytes.length - from) throw new PickleCutShort("a pickle is cut short");
    this.#at += count;
    return from;
  }

  #byte(): number {
    return this.#bytes[this.#take(1)];
  }

  #length4(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  #length8(): number {
    const length = this.#view.getBigUint64(this.#take(8), true);
    if (length > BigInt(this.#bytes.length)) throw new PickleCutShort("a pickle is cut short");
    return Number(length);
  }

  #part(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  #text(length: number): string {
    return decodeText(this.#part(length));
  }

  /** A name of protocol 2, which ends with its line. */
  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleCutShort("a pickle is cut short");
    const text = this.#text(end - this.#at);
    this.#take(1);
    return text;
  }

  /** A signed integer, lowest byte first; a number where that is exact. */
  #integer(length: number): number | bigint {
    if (length > MAX_INTEGER_BYTES) throw new PickleFault(`an integer takes ${length} bytes`);
    const bytes = this.#part(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    value = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  #push(value: PickleValue): void {
    if (this.#stack.length >= MAX_STACK) throw new PickleFault(`its stack grows beyond ${MAX_STACK} values`);
    this.#stack.push(value);
  }

  /** Height that nothing may be taken from below of. */
  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #pop(): PickleValue {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #popMany(count: number): PickleValue[] {
    if (this.#stack.length - count < this.#floor()) throw new PickleFault("it takes from an empty stack");
    return this.#stack.splice(this.#stack.length - count, count);
  }

  #top(): PickleValue {
    if (this.#stack.length <= this.#floor()) throw new PickleFault("it takes from an empty stack");
    return this.#stack[this.#stack.length - 1];
  }

  #sinceMark(): PickleValue[] {
    const height = this.#marks.pop();
    if (height === undefined) throw new PickleFault("it misses a mark");
    return this.#stack.splice(height);
  }

  #append(items: readonly PickleValue[]): void {
    const list = this.#top();
    if (!(list instanceof PickleList) || list.kind === "tuple") {
      throw new PickleFault("it appends to something that is no list");
    }
    for (const item of items) list.items.push(item);
  }

  #setItems(items: readonly PickleValue[]): void {
    const dict = this.#top();
    if (!(dict instanceof PickleDict))
      throw new PickleFault("it sets entries of something that is no dictionary");
    if (items.length % 2 !== 0) throw new PickleFault("a key has no value");
    for (let i = 0; i < items.length; i += 2) dict.entries.set(keyOf(items[i]), items[i + 1]);
  }

  #global(module: string, name: string): void {
    const asked = `${module}.${name}`;
    const meaning = this.#machine.globals.get(asked);
    if (!meaning) throw new ForbiddenGlobal(asked, this.#stack.at(-1));
    this.#push(meaning.value === undefined ? new PickleGlobal(asked, meaning) : meaning.value);
  }

  #call(): void {
    const [callee, args] = this.#popMany(2);
    if (!(callee instanceof PickleGlobal)) throw new PickleFault("it calls something that is no function");
    if (!(args instanceof PickleList)) throw new PickleFault(`it calls ${callee.name} without arguments`);
    const { call } = callee.meaning;
    if (!call) throw new PickleFault(`it calls ${callee.name}, which is no function`);
    this.#push(call(args.items));
  }

  #build(): void {
    const state = this.#pop();
    const target = this.#top();
    // Of a dictionary it is `_metadata`, version numbers of modules; of an object that is not kept, nothing is.
    if (target instanceof PickleDict || target instanceof PickleOpaque) return;
    if (!(target instanceof PickleExtra)) throw new PickleFault("it sets the state of a plain value");
    target.setState(state);
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new PickleFault(`it recalls ${index}, which it never stored`);
    this.#push(value);
  }
}

function keyOf(value: PickleValue): PickleKey {
  if (value === null || ["string", "number", "bigint", "boolean"].includes(typeof value)) {
    return value as PickleKey;
  }
  throw new PickleFault("a key of a dictionary is neither text nor number");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder("latin1");

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Bytes of a Python 2 text.
    return latin1.decode(bytes);
  }
}
