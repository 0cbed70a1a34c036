/**
 * The embedding of the classes, which several layers share. What a layer has of each class is made of the one row that is asked for: written
 * out for a thousand classes, it would be larger than all else.
 */
import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import type { PassContext } from "../layers/built-layer";
import { weighed } from "./class-table";
import type { WeightStore } from "./weights";

/**
 * What a layer adds for the classes of a pass, from the embedding and a matrix of the layer's own.
 * @param name of the embedding, [classes, E]
 * @param matrixOf gives the layer's matrix on the backend, [E, outputs]
 * @returns of a pass [1, outputs] or [B, outputs]; it throws RangeError where the pass has another number of classes
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function byClass(
  weights: WeightStore,
  name: string,
  matrixOf: (entries: number) => Tensor2D,
): (context: PassContext) => Tensor2D {
  const { shape, data } = weights.embedding(name);
  const [classes, entries] = shape;
  const matrix = matrixOf(entries);
  return (context) => weighed(mixedRows(data, classes, entries, context), matrix);
}

/** The rows of an embedding mixed by the weights of a pass, [B, E]. */
function mixedRows(
  table: Float32Array,
  classes: number,
  entries: number,
  { weights, classWeights }: PassContext,
): Tensor2D {
  const [images, given] = classWeights.shape;
  if (given !== classes) throw new RangeError(`${given} class weights do not fit an embedding of ${classes}`);
  const mixed = new Float32Array(images * entries);
  weights.forEach((weight, at) => {
    if (weight === 0) return;
    const [image, label] = [Math.floor(at / classes), at % classes];
    for (let e = 0; e < entries; e++) mixed[image * entries + e] += weight * table[label * entries + e];
  });
  return tensor2d(mixed, [images, entries]);
}
