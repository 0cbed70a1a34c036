/**
 * Weights over a model's classes, summing to 1: what a conditional generator reads.
 * @param weights by class id; unknown ids are left out. Nothing above 0 means the first class
 * @param ids the model's classes in their order
 */
export function classWeights(
  weights: Readonly<Record<string, number>>,
  ids: readonly string[],
): Float32Array {
  const mixed = Float32Array.from(ids, (id) => weights[id] ?? 0);
  const sum = mixed.reduce((total, weight) => total + weight, 0);
  if (sum > 0) return mixed.map((weight) => weight / sum);
  mixed[0] = 1;
  return mixed;
}
