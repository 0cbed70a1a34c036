/**
 * A pickle machine that builds plain data and nothing else. Own code, since safety lies in what it cannot do: it looks names up in a
 * list that is given to it and refuses all others before anything else is read, it calls nothing but the few functions of that list, and
 * it keeps keys in maps, never as properties. Stack, memo, operations and the length of numbers are bounded.
 */
import { PickleBytes } from "./bytes";
import { container, literal } from "./literals";
import { OPCODE, opcodeName } from "./opcodes";
import { PickleStack } from "./stack";
import {
  type GlobalMeaning,
  PickleDict,
  PickleExtra,
  PickleFault,
  PickleGlobal,
  type PickleKey,
  PickleList,
  PickleOpaque,
  PickleUnread,
  type PickleValue,
} from "./values";

/** A checkpoint of ten thousand tensors takes some 300,000. */
const MAX_OPERATIONS = 1_000_000;
const FIRST_PROTOCOL = 2;
const LAST_PROTOCOL = 5;

export interface Machine {
  /** The names that a file may ask for. */
  readonly globals: ReadonlyMap<string, GlobalMeaning>;
  /** Whether a name that is on no list may be the class of an object that is not read. */
  readonly mayBeUnread: (name: string) => boolean;
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
  readonly #bytes: PickleBytes;
  readonly #machine: Machine;
  readonly #stack = new PickleStack();
  readonly #memo = new Map<number, PickleValue>();
  /** Unknown names that no object was made of so far, and what the first of all unknown names was. */
  readonly #unknown = new Map<string, ForbiddenGlobal>();
  #firstUnknown: ForbiddenGlobal | undefined;

  constructor(bytes: Uint8Array, start: number, machine: Machine) {
    this.#bytes = new PickleBytes(bytes, start);
    this.#machine = machine;
  }

  run(): Unpickled {
    if (this.#bytes.byte() !== OPCODE.PROTO)
      throw new PickleFault("a pickle does not begin with its protocol");
    const protocol = this.#bytes.byte();
    if (protocol < FIRST_PROTOCOL || protocol > LAST_PROTOCOL) {
      throw new PickleFault(`a pickle has protocol ${protocol}, and 2 to 5 are read`);
    }
    for (let done = 0; done < MAX_OPERATIONS; done++) {
      const opcode = this.#bytes.byte();
      if (opcode === OPCODE.STOP) {
        const value = this.#stack.pop();
        if (!this.#stack.isEmpty) {
          throw new PickleFault("a pickle leaves more than one object");
        }
        // A name that stands for itself is no object beside the weights: it may be a function.
        for (const unused of this.#unknown.values()) throw unused;
        return { value, end: this.#bytes.at };
      }
      this.#perform(opcode);
    }
    throw new PickleFault(`a pickle has more than ${MAX_OPERATIONS} operations`);
  }

  #perform(opcode: number): void {
    const value = literal(opcode, this.#bytes) ?? container(opcode, this.#stack);
    if (value !== undefined) this.#stack.push(value);
    else if (opcode === OPCODE.NONE) this.#stack.push(null);
    else this.#act(opcode);
  }

  /** Everything else: changes to what lies on the stack, names, calls, the memo. */
  #act(opcode: number): void {
    switch (opcode) {
      case OPCODE.MARK:
        this.#stack.mark();
        break;
      case OPCODE.POP:
        this.#stack.popValueOrMark();
        break;
      case OPCODE.POP_MARK:
        this.#stack.sinceMark();
        break;
      case OPCODE.DUP:
        this.#stack.push(this.#stack.top());
        break;
      case OPCODE.APPEND:
        this.#append([this.#stack.pop()]);
        break;
      case OPCODE.APPENDS:
      case OPCODE.ADDITEMS:
        this.#append(this.#stack.sinceMark());
        break;
      case OPCODE.SETITEM:
        this.#setItems(this.#stack.popMany(2));
        break;
      case OPCODE.SETITEMS:
        this.#setItems(this.#stack.sinceMark());
        break;
      case OPCODE.GLOBAL:
        this.#global(this.#bytes.line(), this.#bytes.line());
        break;
      case OPCODE.STACK_GLOBAL:
        this.#global(...this.#namePair());
        break;
      case OPCODE.REDUCE:
        this.#call(false);
        break;
      case OPCODE.NEWOBJ:
        this.#call(true);
        break;
      case OPCODE.BUILD:
        this.#build();
        break;
      case OPCODE.BINPERSID:
        this.#stack.push(this.#machine.persistent(this.#stack.pop()));
        break;
      case OPCODE.BINGET:
        this.#recall(this.#bytes.byte());
        break;
      case OPCODE.LONG_BINGET:
        this.#recall(this.#bytes.length4());
        break;
      case OPCODE.BINPUT:
        this.#memo.set(this.#bytes.byte(), this.#stack.top());
        break;
      case OPCODE.LONG_BINPUT:
        this.#memo.set(this.#bytes.length4(), this.#stack.top());
        break;
      case OPCODE.MEMOIZE:
        this.#memo.set(this.#memo.size, this.#stack.top());
        break;
      case OPCODE.FRAME:
        // Frames only help to read ahead.
        this.#bytes.take(8);
        break;
      default:
        throw new ForbiddenOpcode(opcodeName(opcode));
    }
  }

  #namePair(): [string, string] {
    const [module, name] = this.#stack.popMany(2);
    if (typeof module === "string" && typeof name === "string") return [module, name];
    throw new PickleFault("a name that it asks for is no text");
  }

  #append(items: readonly PickleValue[]): void {
    const list = this.#stack.top();
    if (list instanceof PickleUnread) {
      for (const item of items) list.given.push(item);
      return;
    }
    if (!(list instanceof PickleList) || list.kind === "tuple") {
      throw new PickleFault("it appends to something that is no list");
    }
    for (const item of items) list.items.push(item);
  }

  #setItems(items: readonly PickleValue[]): void {
    const dict = this.#stack.top();
    if (dict instanceof PickleUnread) {
      dict.given.push(new PickleList("list", [...items]));
      return;
    }
    if (!(dict instanceof PickleDict))
      throw new PickleFault("it sets entries of something that is no dictionary");
    if (items.length % 2 !== 0) throw new PickleFault("a key has no value");
    for (let i = 0; i < items.length; i += 2) dict.entries.set(keyOf(items[i]), items[i + 1]);
  }

  #global(module: string, name: string): void {
    const asked = `${module}.${name}`;
    const meaning = this.#machine.globals.get(asked);
    if (!meaning) {
      this.#notOnTheList(asked);
      return;
    }
    this.#stack.push(meaning.value === undefined ? new PickleGlobal(asked, meaning) : meaning.value);
  }

  /** A name that may turn out to be the class of settings or the like; any other is refused at once. */
  #notOnTheList(asked: string): void {
    const forbidden = new ForbiddenGlobal(asked, this.#stack.last);
    this.#firstUnknown ??= forbidden;
    if (!this.#machine.mayBeUnread(asked)) throw this.#refusalOf(forbidden);
    this.#unknown.set(asked, forbidden);
    this.#stack.push(new PickleGlobal(asked, { isUnknown: true }));
  }

  /** Of a network that was pickled whole, its own class is named, with which the file begins, and not the first layer in it. */
  #refusalOf(forbidden: ForbiddenGlobal): ForbiddenGlobal {
    const first = this.#firstUnknown;
    return first && (first.after === undefined || first.after === "module") ? first : forbidden;
  }

  /** @param isInstance whether an object of a class is made, which by itself calls no function */
  #call(isInstance: boolean): void {
    const [callee, args] = this.#stack.popMany(2);
    if (!(callee instanceof PickleGlobal)) throw new PickleFault("it calls something that is no function");
    if (!(args instanceof PickleList)) throw new PickleFault(`it calls ${callee.name} without arguments`);
    if (callee.meaning.isUnknown) {
      if (!isInstance && !isMember(callee.name, args.items)) {
        throw this.#refusalOf(this.#unknown.get(callee.name) ?? new ForbiddenGlobal(callee.name, null));
      }
      this.#unknown.delete(callee.name);
      this.#stack.push(unreadOf(callee.name, args.items));
      return;
    }
    const { call } = callee.meaning;
    if (!call) throw new PickleFault(`it calls ${callee.name}, which is no function`);
    const made = call(args.items);
    if (made instanceof PickleUnread) {
      for (const given of args.items) if (given instanceof PickleGlobal) this.#unknown.delete(given.name);
    }
    this.#stack.push(made);
  }

  #build(): void {
    const state = this.#stack.pop();
    const target = this.#stack.top();
    if (target instanceof PickleUnread) {
      target.given.push(state);
      return;
    }
    // Of a dictionary it is `_metadata`, version numbers of modules; of an object that is not kept, nothing is.
    if (target instanceof PickleDict || target instanceof PickleOpaque) return;
    if (!(target instanceof PickleExtra)) throw new PickleFault("it sets the state of a plain value");
    target.setState(state);
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new PickleFault(`it recalls ${index}, which it never stored`);
    this.#stack.push(value);
  }
}

/** An object that is not read, with what it is made of. */
export function unreadOf(name: string, given: readonly PickleValue[]): PickleUnread {
  const unread = new PickleUnread(name);
  unread.given.push(...given);
  return unread;
}

/** Members of enumerations are calls of their class with the member's value. */
function isMember(name: string, args: readonly PickleValue[]): boolean {
  const [value] = args;
  return (
    args.length === 1 && /\.[A-Z]\w*$/.test(name) && (typeof value === "string" || typeof value === "number")
  );
}

function keyOf(value: PickleValue): PickleKey {
  if (value === null || ["string", "number", "bigint", "boolean"].includes(typeof value)) {
    return value as PickleKey;
  }
  throw new PickleFault("a key of a dictionary is neither text nor number");
}
