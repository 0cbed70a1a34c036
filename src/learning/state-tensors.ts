/** A run's numbers as tensors by name in PyTorch's layout, and back: what files hold. */
import { LensError } from "../model/errors";
import type { Tensor } from "../model/formats/safetensors";
import { fromFile, type Layout, toFile } from "./layout";

/** Parameters of a flat vector under `prefix`. */
export function parametersToTensors(layout: Layout, flat: Float32Array, prefix: string): [string, Tensor][] {
  return layout.parameters.map(({ name, fileShape, offset, size, order }) => [
    `${prefix}${name}`,
    { shape: fileShape, data: toFile(flat.subarray(offset, offset + size), order) },
  ]);
}

/** The vectors u of all weights, each as `<prefix><weight>.u`. */
export function vectorsToTensors(layout: Layout, flat: Float32Array, prefix: string): [string, Tensor][] {
  return layout.parameters
    .filter(({ weight }) => weight)
    .map(({ name, outs, vectorOffset, vectorOrder }) => [
      `${prefix}${name}.u`,
      { shape: [outs], data: toFile(flat.subarray(vectorOffset, vectorOffset + outs), vectorOrder) },
    ]);
}

/**
 * The flat vector of the parameters under `prefix`.
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function parametersFromTensors(
  layout: Layout,
  tensors: ReadonlyMap<string, Tensor>,
  prefix: string,
  where: string,
): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const { name, fileShape, offset, order } of layout.parameters) {
    flat.set(fromFile(numbers(tensors, `${prefix}${name}`, fileShape, where), order), offset);
  }
  return flat;
}

/** The flat vector of all u. @throws LensError `tensor-missing`, `tensor-shape` */
export function vectorsFromTensors(
  layout: Layout,
  tensors: ReadonlyMap<string, Tensor>,
  prefix: string,
  where: string,
): Float32Array {
  const flat = new Float32Array(layout.vectorSize);
  for (const { name, weight, outs, vectorOffset, vectorOrder } of layout.parameters) {
    if (!weight) continue;
    flat.set(fromFile(numbers(tensors, `${prefix}${name}.u`, [outs], where), vectorOrder), vectorOffset);
  }
  return flat;
}

function numbers(
  tensors: ReadonlyMap<string, Tensor>,
  tensor: string,
  shape: readonly number[],
  where: string,
): Float32Array {
  const found = tensors.get(tensor);
  if (!found) throw new LensError("tensor-missing", { where, tensor });
  const fits = found.shape.length === shape.length && shape.every((side, axis) => side === found.shape[axis]);
  if (!fits || !(found.data instanceof Float32Array)) {
    throw new LensError("tensor-shape", {
      where,
      tensor,
      expected: `[${shape.join(", ")}]`,
      found: `[${found.shape.join(", ")}]`,
    });
  }
  return found.data;
}
