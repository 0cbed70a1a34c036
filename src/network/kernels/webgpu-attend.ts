/**
 * Values read by beta as a program for WebGPU. Each invocation goes through the keys once for one query: it keeps the largest score
 * so far, the sum of exp(score - largest) and the values weighted by it, and scales both down where a larger score comes
 * (Milakov and Gimelshein 2018, "Online normalizer calculation for softmax", algorithm 3). Beta itself is never in memory.
 */
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { engine, max, reshape, slice, type Tensor, type TensorInfo, tidy } from "@tensorflow/tfjs-core";

/** Queries of a workgroup. */
const QUERIES = 64;
/** Most value channels of an invocation, in fours: these numbers are held in registers. */
const FOURS = 8;
/** Most multiplications of a dispatch: a slow GPU that is busy with one for seconds is taken for hung, and reset. */
const MULTIPLICATIONS = 2 ** 30;

/** See `attended` in `read-values.ts`. Gives what was read, [N, c], and the largest entry of beta, [1]. */
export function attend({
  inputs: { queries, keys, values, mask },
  backend,
}: {
  inputs: { queries: TensorInfo; keys: TensorInfo; values: TensorInfo; mask: TensorInfo };
  backend: WebGPUBackend;
}): Tensor[] {
  const [n, d] = queries.shape;
  const [m, c] = values.shape;
  const chunks = Math.ceil(c / (4 * FOURS));
  const groups = Math.max(1, Math.floor(MULTIPLICATIONS / (m * (chunks * d + c) * QUERIES)));
  let made: TensorInfo | undefined;
  for (let first = 0; first < n; first += groups * QUERIES) {
    const program = attendProgram(n, m, d, c, Math.min(groups, Math.ceil((n - first) / QUERIES)));
    const uniforms = [{ type: "int32", data: [first] }];
    made = backend.runWebGPUProgram(program, [queries, keys, values, mask], "float32", uniforms, made);
  }
  const packed = engine().makeTensorFromTensorInfo(made as TensorInfo);
  const [read, largest] = tidy(() => [
    slice(packed, [0, 0], [n, c]),
    reshape(max(slice(packed, [0, c], [n, 1])), [1]),
  ]);
  packed.dispose();
  return [read, largest];
}

/**
 * The program for `groups` workgroups of queries. Its output is [N, c + 4]: what was read, then the largest weight of the row, four times.
 */
function attendProgram(n: number, m: number, d: number, c: number, groups: number): WebGPUProgram {
  const fours = c / 4;
  const held = Math.min(fours, FOURS);
  return {
    variableNames: ["queries", "keys", "values", "mask"],
    variableComponents: [1, 4, 4, 4],
    outputComponent: 4,
    outputShape: [n, c + 4],
    dispatchLayout: { x: [0], y: [1] },
    dispatch: [groups, Math.ceil(fours / held), 1],
    workgroupSize: [QUERIES, 1, 1],
    uniforms: "firstQuery : i32,",
    shaderKey: `lens-attend-${n}-${m}-${d}-${c}`,
    getUserCode: () => `
fn main() {
  let query = uniforms.firstQuery + i32(globalId.x);
  let first = i32(globalId.y) * ${held};
  if (query >= ${n}) { return; }
  var asked: array<f32, ${d}>;
  for (var i = 0; i < ${d}; i++) { asked[i] = queries[query * ${d} + i]; }
  var read: array<vec4<f32>, ${held}>;
  var largest = -1e30;
  var total = 0.0;
  // Four keys at a time.
  for (var four = 0; four < ${m / 4}; four++) {
    var scores = mask[four];
    for (var i = 0; i < ${d}; i++) { scores += asked[i] * keys[i * ${m / 4} + four]; }
    let top = max(max(scores.x, scores.y), max(scores.z, scores.w));
    if (top > largest) {
      let scale = exp(largest - top);
      total *= scale;
      for (var k = 0; k < ${held}; k++) { read[k] *= scale; }
      largest = top;
    }
    let weights = exp(scores - largest);
    total += weights.x + weights.y + weights.z + weights.w;
    for (var k = 0; k < ${held}; k++) {
      let at = four * ${4 * fours} + min(first + k, ${fours - 1});
      read[k] += weights.x * values[at] + weights.y * values[at + ${fours}]
        + weights.z * values[at + ${2 * fours}] + weights.w * values[at + ${3 * fours}];
    }
  }
  let row = query * ${fours + 1};
  for (var k = 0; k < ${held}; k++) {
    if (first + k < ${fours}) { result[row + first + k] = read[k] / total; }
  }
  if (first == 0) { result[row + ${fours}] = vec4<f32>(1.0 / total); }
}
`,
  };
}
