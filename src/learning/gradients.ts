/**
 * Derivatives of the TensorFlow.js kernels that a step passes through. The modular core registers none by itself; its own set is
 * one for all kernels, and some of these ask for kernels that WASM lacks or runs slowly (a product with a transposed factor).
 */
import {
  Abs,
  Add,
  BatchMatMul,
  div,
  type GradConfig,
  getGradient,
  Identity,
  Mean,
  Multiply,
  matMul,
  mul,
  type NamedAttrMap,
  Neg,
  neg,
  ones,
  pad,
  RealDiv,
  Relu,
  Reshape,
  registerGradient,
  reshape,
  Slice,
  Softmax,
  Sub,
  Sum,
  sign,
  slice_util,
  square,
  step,
  sub,
  sum,
  Tanh,
  type Tensor,
  Transpose,
  transpose,
} from "@tensorflow/tfjs-core";

/** A kernel's derivatives by input, from the output's derivative and what was saved of the forward pass. */
type Derivatives = (dy: Tensor, saved: Tensor[], attributes: NamedAttrMap) => Record<string, () => Tensor>;

const one = (name: string, derivatives: Derivatives, saved: Partial<GradConfig> = {}): GradConfig => ({
  kernelName: name,
  ...saved,
  gradFunc: (dy, tensors, attributes) => derivatives(dy as Tensor, tensors, attributes),
});

/** dy summed over the axes along which an input of this shape was repeated. */
function summedTo(dy: Tensor, shape: readonly number[]): Tensor {
  const missing = dy.rank - shape.length;
  const axes = dy.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || (shape[axis - missing] === 1 && dy.shape[axis] !== 1));
  const total = axes.length ? sum(dy, axes) : dy;
  return reshape(total, [...shape]);
}

/** The last two axes exchanged. */
function transposed(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const [a, b] = axes.slice(-2);
  return transpose(x, [...axes.slice(0, -2), b, a]);
}

/** dy of a sum, spread over the summed axes. */
function spread(dy: Tensor, x: Tensor, { axis }: NamedAttrMap): Tensor {
  const axes = (axis === undefined || axis === null ? x.shape.map((_, n) => n) : [axis].flat()) as number[];
  const shape = x.shape.map((side, n) => (axes.includes(n) || axes.includes(n - x.rank) ? 1 : side));
  return mul(reshape(dy, shape), ones(x.shape));
}

const pair = { inputsToSave: ["a", "b"] };
const input = { inputsToSave: ["x"] };
const output = { outputsToSave: [true] };

const CONFIGS: readonly GradConfig[] = [
  one(Add, (dy, [a, b]) => ({ a: () => summedTo(dy, a.shape), b: () => summedTo(dy, b.shape) }), pair),
  one(Sub, (dy, [a, b]) => ({ a: () => summedTo(dy, a.shape), b: () => summedTo(neg(dy), b.shape) }), pair),
  one(
    Multiply,
    (dy, [a, b]) => ({ a: () => summedTo(mul(dy, b), a.shape), b: () => summedTo(mul(dy, a), b.shape) }),
    pair,
  ),
  one(
    RealDiv,
    (dy, [a, b]) => ({
      a: () => summedTo(div(dy, b), a.shape),
      b: () => summedTo(neg(div(mul(dy, a), square(b))), b.shape),
    }),
    pair,
  ),
  one(
    BatchMatMul,
    (dy, [a, b], { transposeA, transposeB }) => {
      if (transposeA || transposeB) throw new Error("transpose before the product");
      return { a: () => matMul(dy, transposed(b)), b: () => matMul(transposed(a), dy) };
    },
    pair,
  ),
  one(Reshape, (dy, [x]) => ({ x: () => reshape(dy, x.shape) }), input),
  one(Transpose, (dy, _, { perm }) => ({ x: () => transpose(dy, inverse(perm as number[])) })),
  one(Identity, (dy) => ({ x: () => dy.clone() })),
  one(Neg, (dy) => ({ x: () => neg(dy) })),
  one(Abs, (dy, [x]) => ({ x: () => mul(dy, sign(x)) }), input),
  one(Relu, (dy, [x]) => ({ x: () => mul(dy, step(x)) }), input),
  one(Tanh, (dy, [y]) => ({ x: () => mul(dy, sub(1, square(y))) }), output),
  one(
    Softmax,
    (dy, [y]) => ({
      logits: () => {
        const weighted = mul(dy, y);
        return sub(weighted, mul(sum(weighted, -1, true), y));
      },
    }),
    output,
  ),
  one(Sum, (dy, [x], attributes) => ({ x: () => spread(dy, x, attributes) }), input),
  one(
    Mean,
    (dy, [x], attributes) => ({
      x: () => mul(spread(dy, x, attributes), dy.size / x.size),
    }),
    input,
  ),
  one(
    Slice,
    (dy, [x], { begin, size }) => {
      const [first, count] = slice_util.parseSliceParams(x, begin as number[], size as number[]);
      const around = x.shape.map((side, axis): [number, number] => [
        first[axis],
        side - first[axis] - count[axis],
      ]);
      return { x: () => pad(dy, around) };
    },
    input,
  ),
];

function inverse(perm: readonly number[]): number[] {
  const back: number[] = [];
  perm.forEach((from, to) => {
    back[from] = to;
  });
  return back;
}

/** Registers what is not registered yet. Needed once before the first step. */
export function registerGradients(): void {
  for (const config of CONFIGS) if (!getGradient(config.kernelName)) registerGradient(config);
}
