/** The tensors of a file that may be one generator's, by the names its family gives them; and what of them is used. */
import { alternatives, within } from "./family-names";
import type { FlatTensor } from "./flatten";
import type { Names, Storage } from "./vocabulary";

/** A tensor that is not there, or not of the shape that its place needs. */
export class Misfit extends Error {
  /** @param key as the family writes it, without what stands before the generator's names */
  constructor(
    readonly key: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${key}: ${expected} expected, ${found} found`);
    this.name = "Misfit";
  }
}

/** A weight where it lies. */
export interface Located {
  readonly base: string;
  readonly storage: Storage;
  readonly weight: FlatTensor;
  readonly u: FlatTensor | undefined;
  readonly v: FlatTensor | undefined;
  readonly bias: FlatTensor | undefined;
}

export class View {
  readonly prefix: string;
  readonly tensors: ReadonlyMap<string, FlatTensor>;

  /** @param prefix what stands before the generator's names, with its dot */
  constructor(tensors: readonly FlatTensor[], prefix: string) {
    this.prefix = prefix;
    this.tensors = new Map(
      tensors
        .filter(({ key }) => key.startsWith(prefix))
        .map((tensor) => [tensor.key.slice(prefix.length), tensor]),
    );
  }

  /** The first of some tensors that is there. */
  find(scope: string, names: Names): FlatTensor | undefined {
    for (const name of alternatives(names)) {
      const found = this.tensors.get(within(scope, name));
      if (found) return found;
    }
    return undefined;
  }

  /** A layer's weight, in the first storage that fits. */
  locate(scope: string, names: Names, storages: readonly Storage[]): Located | undefined {
    for (const name of alternatives(names)) {
      const base = within(scope, name);
      const at = (suffix: string | undefined) =>
        suffix === undefined ? undefined : this.tensors.get(within(base, suffix));
      for (const storage of storages) {
        const [weight, u, v] = [at(storage.weight), at(storage.u), at(storage.v)];
        if (!weight || (storage.u && !u) || (storage.v && !v)) continue;
        return { base, storage, weight, u, v, bias: at(storage.bias) };
      }
    }
    return undefined;
  }
}

/** What a missing tensor is called in an error. */
export const NOTHING = "nothing";

/** A shape in words. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
