/** Where learning starts: orthogonal weights, scales of 1, everything else 0 (so gamma too: Zhang et al. 2019, section 3). */
import { normalNoise } from "../latent/noise";
import { fromFile, type Layout, type Parameter } from "./layout";
import { mixedSeed, PURPOSE } from "./seeds";

/** Flat parameters in the backend's order, [size]; `salt` keeps two networks of one seed apart. */
export function initialValues(layout: Layout, seed: number, salt: number): Float32Array {
  const values = new Float32Array(layout.size);
  layout.parameters.forEach((parameter, at) => {
    const { name, offset, order } = parameter;
    if (parameter.weight) {
      const made = orthogonal(parameter, mixedSeed(seed, PURPOSE.weights, salt, at));
      values.set(fromFile(made, order), offset);
    } else if (name.endsWith(".scale")) values.fill(1, offset, offset + parameter.size);
  });
  return values;
}

/** Unit vectors u by which power iteration begins, flat. */
export function initialVectors(layout: Layout, seed: number, salt: number): Float32Array {
  const vectors = new Float32Array(layout.vectorSize);
  layout.parameters.forEach(({ weight, outs, vectorOffset }, at) => {
    if (!weight) return;
    const noise = normalNoise(mixedSeed(seed, PURPOSE.vectors, salt, at), outs);
    const length = Math.hypot(...noise);
    vectors.set(
      noise.map((value) => value / length),
      vectorOffset,
    );
  });
  return vectors;
}

/**
 * Normal numbers whose rows (or columns, whichever are fewer) are made orthonormal one after the other (Saxe et al. 2014).
 * @returns [out, the rest], in the file's order
 */
function orthogonal({ fileShape, size }: Parameter, seed: number): Float32Array {
  const rows = fileShape[0];
  const columns = size / rows;
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const noise = normalNoise(seed, size);
  const made: Float64Array[] = [];
  for (let n = 0; n < count; n++) {
    const vector = Float64Array.from(noise.subarray(n * length, (n + 1) * length));
    for (const other of made) {
      let dot = 0;
      for (let i = 0; i < length; i++) dot += vector[i] * other[i];
      for (let i = 0; i < length; i++) vector[i] -= dot * other[i];
    }
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    made.push(vector.map((value) => value / norm));
  }
  const values = new Float32Array(size);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) values[r * columns + c] = rows <= columns ? made[r][c] : made[c][r];
  }
  return values;
}
