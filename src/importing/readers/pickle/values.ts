/** What a pickle builds here: plain data. Nothing of it is an object of the file's own kind, and no key of it is a property. */

export type PickleKey = string | number | bigint | boolean | null;

export type PickleValue =
  | PickleKey
  | Uint8Array
  | PickleList
  | PickleDict
  | PickleGlobal
  | PickleOpaque
  | PickleExtra;

/** A list, a tuple or a set. */
export class PickleList {
  constructor(
    readonly kind: "list" | "tuple" | "set",
    readonly items: PickleValue[],
  ) {}
}

export class PickleDict {
  readonly entries = new Map<PickleKey, PickleValue>();
}

/** A name that the file asks for and that is allowed: standing for itself until it is called. */
export class PickleGlobal {
  constructor(
    /** Such as `collections.OrderedDict`. */
    readonly name: string,
    readonly meaning: GlobalMeaning,
  ) {}
}

/** An object of which only the name is kept. */
export class PickleOpaque {
  constructor(readonly name: string) {}
}

/** An object of a class that is not known here, such as settings: its class and what it was given are noted, and nothing of it is read. */
export class PickleUnread extends PickleOpaque {
  /** Arguments, state and entries, so that numbers among them can be told. */
  readonly given: PickleValue[] = [];
}

/** Values that a user of the machine adds: tensors, storages, arrays. */
export abstract class PickleExtra {
  /** Takes the state that the file sets it to; the base refuses. */
  setState(_state: PickleValue): void {
    throw new PickleFault(`it sets the state of ${this.constructor.name}`);
  }
}

/** What an allowed name stands for. */
export interface GlobalMeaning {
  /** The value of the name itself, where it is no function. */
  readonly value?: PickleValue;
  /** Set of a name that is not on the list: allowed only as the class of an object that is not read. */
  readonly isUnknown?: boolean;
  /** What a call gives. @throws PickleFault where the arguments are not those that its writers give */
  readonly call?: (args: readonly PickleValue[]) => PickleValue;
}

/** Something in a pickle that contradicts itself. */
export class PickleFault extends Error {}
