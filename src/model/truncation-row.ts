/**
 * The row of a table of truncations, which run from 0 in its first row to 1 in its last, as the code that such tables come from takes it
 * (huggingface/pytorch-pretrained-BigGAN). Between two rows the nearer one gets the smaller weight, and a quotient that rounding puts beside a
 * row is taken as it is: the weights were published with images made so.
 * @param table [rows, width]
 * @param truncation psi; above 1, for which no statistics were published, that of 1
 * @returns [width]: a view of the table where one row is meant
 */
export function truncationRow(table: Float32Array, width: number, truncation: number): Float32Array {
  const steps = table.length / width - 1;
  if (steps === 0) return table;
  const place = Math.min(1, Math.max(0, truncation)) / (1 / steps);
  const first = Math.min(steps, Math.trunc(place));
  const rest = place - first;
  const row = table.subarray(first * width, (first + 1) * width);
  if (!(rest > 0) || first === steps) return row;
  const next = table.subarray((first + 1) * width, (first + 2) * width);
  return row.map((value, at) => value * rest + next[at] * (1 - rest));
}
