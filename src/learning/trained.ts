/**
 * One network while it learns: its parameters, Adam's moments and the singular vectors u, each as one flat variable, so that an
 * update is a handful of operations however many layers there are.
 */
import {
  add,
  concat,
  div,
  keep,
  mul,
  norm,
  reshape,
  type Scalar,
  slice,
  sqrt,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
  type Variable,
  valueAndGrads,
  variable,
} from "@tensorflow/tfjs-core";
import type { Layout } from "./layout";
import type { Weights } from "./networks";
import { normalised, powerIteration, type Singular } from "./spectral";

/** Adam's (Kingma and Ba 2015, arXiv:1412.6980) numbers, rates apart. */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
}

/** Added to the root of the second moment, as in TensorFlow.js's own Adam. */
const ADAM_EPSILON = 1e-7;

/** All that changes, flat and in the backend's order. */
export interface TrainedState {
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly vectors: Float32Array;
  /** Updates made. */
  readonly updates: number;
}

/** What an update reports. */
export interface Update {
  readonly loss: Scalar;
  /** Length of the change of all parameters. */
  readonly size: Scalar;
}

/** A network on the current backend. Dispose it when done. */
export class TrainedNetwork {
  readonly layout: Layout;
  readonly spectral: boolean;
  readonly values: Variable;
  readonly #first: Variable;
  readonly #second: Variable;
  readonly vectors: Variable;
  readonly #rates: Tensor1D;
  readonly #adam: AdamNumbers;
  #updates: number;
  #singular: ReadonlyMap<string, Singular> = new Map();

  /** @param rates rate of each kind of parameter: gamma, and all others */
  constructor(
    layout: Layout,
    state: TrainedState,
    spectral: boolean,
    rates: { readonly gamma: number; readonly others: number },
    adam: AdamNumbers,
  ) {
    this.layout = layout;
    this.spectral = spectral;
    const own = (data: Float32Array) => tidy(() => variable(tensor1d(data), false));
    this.values = own(state.values);
    this.#first = own(state.first);
    this.#second = own(state.second);
    this.vectors = own(state.vectors);
    const each = new Float32Array(layout.size).fill(rates.others);
    for (const { name, offset } of layout.parameters) if (name.endsWith(".gamma")) each[offset] = rates.gamma;
    this.#rates = keep(tensor1d(each));
    this.#adam = adam;
    this.#updates = state.updates;
  }

  /** Parameters by name, as they are stored. */
  raw(flat: Tensor = this.values): Map<string, Tensor> {
    return new Map(
      this.layout.parameters.map(({ name, offset, size, shape }) => [
        name,
        reshape(slice(flat, offset, size), [...shape]),
      ]),
    );
  }

  /** Parameters by name as a pass uses them: weights divided by sigma where spectral normalisation is on. */
  used(raw: Weights = this.raw(), singular = this.#singular): Weights {
    if (!this.spectral) return raw;
    return new Map(
      [...raw].map(([name, value]) => {
        const vectors = singular.get(name);
        const parameter = this.layout.byName.get(name);
        return [name, vectors && parameter ? normalised(value, parameter, vectors) : value] as const;
      }),
    );
  }

  /**
   * The step's power iteration. Its u and v hold until the next one; they belong to the caller's tidy.
   * @returns sigma of every weight before normalisation, also where normalisation is off
   */
  iterate(): Tensor1D {
    const { vectors, singular, sigmas } = powerIteration(this.layout, this.vectors as Tensor1D, this.raw());
    this.vectors.assign(vectors);
    this.#singular = singular;
    return sigmas;
  }

  /**
   * One update by Adam: m = b1 m + (1 - b1) g, s = b2 s + (1 - b2) g^2,
   * w = w - rate (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + epsilon). For use inside a tidy.
   * @param loss of the parameters as used
   */
  descend(loss: (weights: Weights) => Scalar): Update {
    const raw = this.raw();
    const names = [...raw.keys()];
    const { value, grads } = valueAndGrads((...inputs: Tensor[]) =>
      loss(this.used(new Map(inputs.map((input, at) => [names[at], input])))),
    )([...raw.values()]);
    this.#updates++;
    const { beta1, beta2 } = this.#adam;
    const gradient = concat(grads.map((grad) => reshape(grad, [-1])));
    let moment: Tensor = gradient;
    if (beta1 > 0) {
      const first = add(mul(this.#first, beta1), mul(gradient, 1 - beta1));
      this.#first.assign(first);
      moment = div(first, 1 - beta1 ** this.#updates);
    }
    const second = add(mul(this.#second, beta2), mul(square(gradient), 1 - beta2));
    this.#second.assign(second);
    const deviation = add(sqrt(div(second, 1 - beta2 ** this.#updates)), ADAM_EPSILON);
    const change = mul(div(moment, deviation), this.#rates);
    this.values.assign(sub(this.values, change));
    return { loss: value as Scalar, size: norm(change) as Scalar };
  }

  /** As of now: every read begins before the first one ends. */
  async state(): Promise<TrainedState> {
    const updates = this.#updates;
    const [values, first, second, vectors] = (await Promise.all(
      [this.values, this.#first, this.#second, this.vectors].map((each) => each.data()),
    )) as Float32Array[];
    return { values, first, second, vectors, updates };
  }

  dispose(): void {
    for (const each of [this.values, this.#first, this.#second, this.vectors, this.#rates]) each.dispose();
  }
}
