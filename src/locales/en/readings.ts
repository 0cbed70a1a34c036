/** What a cell of a map says, in English: one sentence for each quantity that a map can show. The page and `<sagan-lens>` share it. */
export const readings = {
  beta: (x: number, y: number, value: string) => `key ${x}, ${y}: β = ${value}`,
  pairwise: (x: number, y: number, value: string) => `key ${x}, ${y}: pairwise weight = ${value}`,
  unary: (x: number, y: number, value: string) => `key ${x}, ${y}: unary weight = ${value}`,
  regionRow: (x: number, y: number, value: string) =>
    `key ${x}, ${y}: average weight of the region = ${value}`,
  column: (x: number, y: number, value: string) => `query ${x}, ${y}: weight β on this location = ${value}`,
  received: (x: number, y: number, value: string) =>
    `key ${x}, ${y}: sum of the weights from all queries = ${value}`,
  meanRow: (x: number, y: number, value: string) => `key ${x}, ${y}: average weight = ${value}`,
  entropy: (x: number, y: number, value: string) => `query ${x}, ${y}: entropy = ${value} nats`,
  largest: (x: number, y: number, value: string) => `query ${x}, ${y}: largest weight β = ${value}`,
  distance: (x: number, y: number, value: string) => `query ${x}, ${y}: mean distance = ${value} cells`,
  neighbourhood: (x: number, y: number, value: string) =>
    `query ${x}, ${y}: share on the 3×3 cells around it = ${value} (0 to 1)`,
  dependence: (x: number, y: number, value: string) =>
    `query ${x}, ${y}: difference from the average row = ${value} (0 to 1)`,
};
