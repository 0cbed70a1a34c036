/** The whole matrix as an image, in English. */
export const matrixEn = {
  heading: "Whole matrix",
  help: "Each row is a query, each column a key; bright where the query reads the key. Point at a place to see both on the image, click to pin the query.",
  label: "Whole attention matrix",
  keys: "Arrow keys move the marked block, with Shift by four. Enter pins its query.",
  value: "Each block shows",
  values: {
    mean: {
      label: "Mean",
      help: "The mean weight of each block: their sum stays, single strong links fade.",
    },
    largest: {
      label: "Largest",
      help: "The largest weight of each block: no strong link is lost, weak ones are.",
    },
  },
  order: "Order",
  orders: {
    position: {
      label: "Position",
      help: "Row by row over the image, from the top left, queries and keys alike.",
    },
    similarity: {
      label: "Similarity",
      help: "Along the first principal component of the rows: queries that read alike stand together, keys that set them apart at both ends.",
    },
  },
  units: { mean: "mean weight β of a block", largest: "largest weight β of a block" },
  size: (n: string, m: string, rows: string, columns: string) =>
    `${n} queries × ${m} keys, reduced to ${rows} × ${columns} blocks.`,
  exact: (n: string, m: string) => `${n} queries × ${m} keys, one pixel each.`,
  axes: { queries: "queries", keys: "keys" },
  computing: (percent: string) => `Computing the matrix, ${percent}`,
  stopped: "Cancelled. The matrix has not been computed.",
  /** Of a block: its strongest entry, and what it stands for. */
  entry: (e: { queryX: number; queryY: number; keyX: number; keyY: number; weight: string }) =>
    `Query ${e.queryX}, ${e.queryY} reads key ${e.keyX}, ${e.keyY} with weight ${e.weight}.`,
  block: (b: { queries: number; keys: number; mean: string; largest: string }) =>
    `The strongest of ${b.queries} × ${b.keys} entries in this block: mean ${b.mean}, largest ${b.largest}.`,
  onImage: "The block on the image",
  marks: "White: queries of the block. Orange: keys.",
};

export type MatrixText = typeof matrixEn;
