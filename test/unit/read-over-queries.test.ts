/** Reading by a softmax over the queries on a grid so large that beta is never held at once. */
import "@tensorflow/tfjs-backend-cpu";
import { setBackend, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { readOverQueries } from "../../src/network/tensors/read-values";

beforeAll(async () => {
  await setBackend("cpu");
});

test("blocks of keys add up to what the whole matrix reads, of open keys only", async () => {
  const [n, m] = [2150, 2000];
  const wave = (count: number, step: number) =>
    Float32Array.from({ length: count }, (_, at) => Math.sin(step * at));
  const [queries, keys, values] = [wave(n, 0.7), wave(m, 1.3), wave(m, 0.11)];
  const open = Float32Array.from({ length: m }, (_, i) => (i % 7 === 0 ? 0 : 1));
  const tensors = {
    queries: tensor2d(queries, [n, 1]),
    keys: tensor2d(keys, [m, 1]),
    values: tensor2d(values, [m, 1]),
  };
  const mask = tensor2d(open, [m, 1]);
  const wanted = new Float64Array(n);
  const normalisers = new Float64Array(m);
  let largest = 0;
  for (let i = 0; i < m; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.exp(queries[j] * keys[i]);
    normalisers[i] = Math.log(sum);
    if (open[i] === 0) continue;
    for (let j = 0; j < n; j++) {
      const weight = Math.exp(queries[j] * keys[i]) / sum;
      wanted[j] += weight * values[i];
      largest = Math.max(largest, weight);
    }
  }
  const made = readOverQueries(tensors, mask);
  const farthest = async (found: Tensor, exact: Float64Array) => {
    const numbers = Float64Array.from(await found.data());
    return exact.reduce((most, value, at) => Math.max(most, Math.abs(value - numbers[at])), 0);
  };
  expect(await farthest(made.read, wanted)).toBeLessThan(1e-5);
  expect(await farthest(made.maxWeight, Float64Array.of(largest))).toBeLessThan(1e-7);
  expect(await farthest(made.keyLogSumExp, normalisers)).toBeLessThan(1e-5);
  for (const tensor of [...Object.values(tensors), ...Object.values(made), mask]) tensor.dispose();
});
