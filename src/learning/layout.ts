/**
 * Every parameter of the two networks by name, in one order, as one flat vector for each network: an update, an average or a
 * file is then one operation on one tensor. On the backend a parameter has TensorFlow.js's layout, in files PyTorch's.
 */
import { doublings, type LearningConfig, START_CELLS, START_SIDE } from "./config";

/** One parameter. */
export interface Parameter {
  readonly name: string;
  /** In files: [out, in, height, width], [out, in] or [n]. */
  readonly fileShape: readonly number[];
  /** On the backend: [height, width, in, out], [in, out] (also for 1x1) or [n]. */
  readonly shape: readonly number[];
  readonly size: number;
  /** First entry in the flat vector. */
  readonly offset: number;
  /** What spectral normalisation is for. */
  readonly weight: boolean;
  /** Outputs of a weight, the length of its singular vector u. */
  readonly outs: number;
  /** First entry of u in the flat vector of all u. */
  readonly vectorOffset: number;
  /** Entry of the file that stands at each entry on the backend. */
  readonly order: Int32Array;
  /** The same for u. */
  readonly vectorOrder: Int32Array;
}

export interface Layout {
  readonly parameters: readonly Parameter[];
  readonly byName: ReadonlyMap<string, Parameter>;
  /** Entries of the flat vector. */
  readonly size: number;
  /** Entries of all u. */
  readonly vectorSize: number;
}

interface Entry {
  readonly name: string;
  readonly fileShape: readonly number[];
  /** Whether the outputs are a grid: [C, cells] in files, [cells, C] on the backend. */
  readonly grid?: boolean;
}

/** As `generator_shapes` of `training/learning.py`. */
export function generatorLayout(config: LearningConfig): Layout {
  const { generatorWidths: widths, latent, stem, channels } = config;
  const outs = widths[0] * START_CELLS;
  const entries: Entry[] = [
    stem === "local"
      ? { name: "stem.weight", fileShape: [widths[0], latent / START_CELLS] }
      : { name: "stem.weight", fileShape: [outs, latent], grid: true },
    { name: "stem.bias", fileShape: [outs], grid: true },
  ];
  for (let k = 0; k < doublings(config); k++) {
    entries.push(...normOf(`blocks.${k}.norm`, widths[k]));
    // No bias: the norm that follows takes every constant out again, and its gradient would be nothing but rounding.
    entries.push({ name: `blocks.${k}.conv.weight`, fileShape: [widths[k + 1], widths[k], 3, 3] });
    if (config.attention && START_SIDE * 2 ** (k + 1) === config.attentionSide)
      entries.push(...attentionOf(widths[k + 1]));
  }
  const last = widths[widths.length - 1];
  entries.push(...normOf("norm", last), ...convOf("rgb", last, channels));
  return layoutOf(entries);
}

/** As `discriminator_shapes` of `training/learning.py`. */
export function discriminatorLayout(config: LearningConfig): Layout {
  const { discriminatorWidths: widths } = config;
  const entries: Entry[] = [];
  let from: number = config.channels;
  for (let k = 0; k < doublings(config); k++) {
    entries.push(...convOf(`blocks.${k}.conv`, from, widths[k]));
    from = widths[k];
    if (config.attention && config.size / 2 ** (k + 1) === config.attentionSide)
      entries.push(...attentionOf(from));
  }
  if (config.batchDeviation) from++;
  const last = widths[widths.length - 1];
  for (let k = 0; k < config.tail; k++) {
    entries.push(...convOf(`tail.${k}.conv`, from, last));
    from = last;
  }
  entries.push({ name: "out.weight", fileShape: [1, from] }, { name: "out.bias", fileShape: [1] });
  return layoutOf(entries);
}

function normOf(name: string, channels: number): Entry[] {
  return [
    { name: `${name}.scale`, fileShape: [channels] },
    { name: `${name}.shift`, fileShape: [channels] },
  ];
}

function convOf(name: string, ins: number, outs: number): Entry[] {
  return [
    { name: `${name}.weight`, fileShape: [outs, ins, 3, 3] },
    { name: `${name}.bias`, fileShape: [outs] },
  ];
}

/** f, g of width C/8, h of C/2, v back to C, without bias, and gamma (Zhang et al. 2019, section 3). */
function attentionOf(channels: number): Entry[] {
  const weight = (part: string, outs: number, ins: number) => ({
    name: `attn.${part}.weight`,
    fileShape: [outs, ins, 1, 1],
  });
  return [
    weight("f", channels / 8, channels),
    weight("g", channels / 8, channels),
    weight("h", channels / 2, channels),
    weight("v", channels, channels / 2),
    { name: "attn.gamma", fileShape: [1] },
  ];
}

function layoutOf(entries: readonly Entry[]): Layout {
  let offset = 0;
  let vectorOffset = 0;
  const parameters = entries.map((entry): Parameter => {
    const { name, fileShape, grid = false } = entry;
    const weight = name.endsWith(".weight");
    const size = product(fileShape);
    const outs = fileShape[0];
    const vectorOrder = outputOrder(outs, grid);
    const at = { offset, vectorOffset };
    offset += size;
    if (weight) vectorOffset += outs;
    return {
      name,
      fileShape,
      shape: backendShape(fileShape),
      size,
      ...at,
      weight,
      outs,
      order: weight ? weightOrder(fileShape, vectorOrder) : vectorOrder,
      vectorOrder,
    };
  });
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  return { parameters, byName, size: offset, vectorSize: vectorOffset };
}

function backendShape(fileShape: readonly number[]): number[] {
  if (fileShape.length === 1) return [...fileShape];
  const [outs, ins, height = 1, width = 1] = fileShape;
  return height * width === 1 ? [ins, outs] : [height, width, ins, outs];
}

function outputOrder(outs: number, grid: boolean): Int32Array {
  const channels = outs / START_CELLS;
  return Int32Array.from({ length: outs }, (_, at) =>
    grid ? (at % channels) * START_CELLS + Math.floor(at / channels) : at,
  );
}

/** [out, in, ...] to [..., in, out]. */
function weightOrder(fileShape: readonly number[], outputs: Int32Array): Int32Array {
  const [outs, ins, ...rest] = fileShape;
  const area = product(rest);
  const order = new Int32Array(outs * ins * area);
  let to = 0;
  for (let at = 0; at < area; at++) {
    for (let i = 0; i < ins; i++) {
      for (let o = 0; o < outs; o++) order[to++] = (outputs[o] * ins + i) * area + at;
    }
  }
  return order;
}

export function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}

/** Numbers of a file in the backend's order. */
export function fromFile(data: Float32Array, order: Int32Array): Float32Array {
  return Float32Array.from(order, (from) => data[from]);
}

/** Numbers of the backend in a file's order. */
export function toFile(data: Float32Array, order: Int32Array): Float32Array {
  const moved = new Float32Array(order.length);
  order.forEach((to, from) => {
    moved[to] = data[from];
  });
  return moved;
}
