/** All tensors of a file by one name each, however its dictionaries are nested. */
import type { Checkpoint, CheckpointValue, StoredTensor } from "./checkpoint";

export interface FlatTensor {
  /** Its keys from the outside to the inside, joined by dots: as the report says it. */
  readonly name: string;
  /** The same as families write it: without `:0`, dots for slashes. */
  readonly key: string;
  /** How many of the key's characters, with the dot after them, are dictionaries that the tensor's own dictionary lies in. */
  readonly depth: number;
  readonly tensor: StoredTensor;
}

/** In the file's order. */
export function flatten({ root }: Checkpoint): FlatTensor[] {
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
