/** Text of the equation with numbers, in English. */

export const equationEn = {
  heading: "The equation with this query's numbers",
  intro: (query: string, key: string) =>
    `Query j is at ${query}, key i at ${key}. Choose another key in the table.`,
  score: "Score: how well key i matches query j. f and g are learned 1×1 projections.",
  beta: "Softmax over all keys: the weights of one query sum to 1.",
  betaWarm: (t: string) =>
    `Softmax over all keys, with the scores divided by the temperature. Temperature T = ${t}.`,
  betaOver:
    "Softmax over all queries of this key: the weights of one key sum to 1, those of one query do not.",
  betaOverWarm: (t: string) =>
    `Softmax over all queries of this key, with the scores divided by the temperature. Temperature T = ${t}.`,
  output: "The values h(xᵢ), weighted and summed, then projected by v.",
  sum: (gamma: string) => `The attention output, scaled by γ = ${gamma}, is added to the layer's input.`,
  spokenScore: (s: string) => `s i j equals f of x i times g of x j equals ${s}`,
  spokenBeta: (b: string) =>
    `beta j i equals the exponential of s i j, divided by the sum of such exponentials over all keys, equals ${b}`,
  spokenBetaOver: (b: string) =>
    `beta j i equals the exponential of s i j, divided by the sum of such exponentials over all queries, equals ${b}`,
  spokenOutput: "o j equals v of the sum over i of beta j i times h of x i",
  spokenSum: (g: string) => `y j equals gamma times o j plus x j, gamma equals ${g}`,
  vectors: (n: number) => `The vectors oⱼ, xⱼ and yⱼ, ${n} channels each`,
  needsEngine: "oⱼ and yⱼ need the generator. s and β come from the features stored with the image.",
  topKeys: "The keys this query reads most",
  key: "key i",
  soFar: "cumulative",
  choose: (x: number, y: number) => `Use key ${x}, ${y} in the equation`,
};

export type EquationText = typeof equationEn;
