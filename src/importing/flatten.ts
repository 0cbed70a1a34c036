/** All tensors of a file by one name each, however its dictionaries are nested. */
import type { Checkpoint, CheckpointValue, StoredTensor } from "./checkpoint";

export interface FlatTensor {
  /** Its keys from the outside to the inside, joined by dots: as the report says it. */
  readonly name: string;
  /** The same as families write it: without `:0`, dots for slashes, without modules that only wrap others. */
  readonly key: string;
  /** How many of the key's characters, with the dot after them, are dictionaries that the tensor's own dictionary lies in. */
  readonly depth: number;
  readonly tensor: StoredTensor;
}

/**
 * Modules that PyTorch puts around others when it compiles, shards or saves memory; their names stand inside of keys. DataParallel's
 * `module` is not among them: code bases have inner modules of that name.
 */
const WRAPPERS = new Set([
  "_orig_mod",
  "_checkpoint_wrapped_module",
  "_fsdp_wrapped_module",
  "_fpw_module",
  "_forward_module",
]);

/** Wrapping modules that a key says. */
export function wrappersIn(key: string): string[] {
  return key.split(".").filter((part) => WRAPPERS.has(part));
}

/** In the file's order. */
export function flatten(checkpoint: Checkpoint): FlatTensor[] {
  const found = withWrappers(checkpoint);
  const isTaken = new Set<string>();
  for (const { key } of found) {
    // Two tensors under one name once the wrappers are off: then they say which is which, and stay.
    const plain = unwrapped(key);
    if (isTaken.has(plain)) return found;
    isTaken.add(plain);
  }
  return found.map((tensor) => ({
    ...tensor,
    key: unwrapped(tensor.key),
    depth: unwrapped(tensor.key.slice(0, tensor.depth)).length,
  }));
}

/** The last part of a key is the tensor's own name. */
function unwrapped(key: string): string {
  return key
    .split(".")
    .filter((part, at, { length }) => at === length - 1 || !WRAPPERS.has(part))
    .join(".");
}

function withWrappers({ root }: Checkpoint): FlatTensor[] {
  const found: FlatTensor[] = [];
  const visit = (value: CheckpointValue, path: string, own: string): void => {
    if (value === null || typeof value !== "object") return;
    if (value.kind === "tensor") {
      const key = keyOf(path);
      found.push({ name: path, key, depth: key.length - keyOf(own).length, tensor: value });
      return;
    }
    const inside: Iterable<[string | number, CheckpointValue]> =
      value.kind === "dict" ? value.entries : value.items.entries();
    for (const [name, next] of inside) visit(next, path === "" ? `${name}` : `${path}.${name}`, `${name}`);
  };
  visit(root, "", "");
  return found;
}

function keyOf(name: string): string {
  return name.replace(/:0$/, "").replaceAll("/", ".");
}
