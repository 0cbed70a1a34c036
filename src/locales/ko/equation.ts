import type { EquationText } from "../en/equation";

/** 수를 넣은 수식의 글. */

export const equationKo: EquationText = {
  heading: "이 질의의 숫자로 보는 수식",
  intro: (query, key) => `질의 j는 ${query}, 키 i는 ${key}에 있습니다. 표에서 다른 키를 고를 수 있습니다.`,
  score: "점수: 키 i가 질의 j에 얼마나 잘 맞는지를 나타냅니다. f와 g는 학습된 1×1 투영입니다.",
  beta: "모든 키에 대한 소프트맥스: 한 질의의 가중치는 합이 1입니다.",
  betaWarm: (t) => `점수를 온도로 나눈 뒤 모든 키에 대해 소프트맥스를 취합니다. 온도 T = ${t}.`,
  betaOver:
    "이 키에 대한 모든 질의의 소프트맥스: 한 키의 가중치는 합이 1이고, 한 질의의 가중치는 그렇지 않습니다.",
  betaOverWarm: (t) => `점수를 온도로 나눈 뒤 이 키에 대한 모든 질의의 소프트맥스를 취합니다. 온도 T = ${t}.`,
  output: "값(value) h(xᵢ)를 가중하여 더한 뒤 v로 투영합니다.",
  sum: (gamma) => `어텐션의 출력을 γ배 하여 층의 입력에 더합니다. γ = ${gamma}.`,
  spokenScore: (s) => `s i j는 f x i 곱하기 g x j와 같고, 그 값은 ${s}입니다`,
  spokenBeta: (b) =>
    `베타 j i는 s i j의 지수함수를 모든 키에 대한 지수함수의 합으로 나눈 것이고, 그 값은 ${b}입니다`,
  spokenBetaOver: (b) =>
    `베타 j i는 s i j의 지수함수를 모든 질의에 대한 지수함수의 합으로 나눈 것이고, 그 값은 ${b}입니다`,
  spokenOutput: "o j는 베타 j i 곱하기 h x i를 모든 i에 대해 더한 뒤 v를 적용한 것입니다",
  spokenSum: (g) => `y j는 감마 곱하기 o j 더하기 x j와 같고, 감마는 ${g}입니다`,
  vectors: (n) => `벡터 oⱼ, xⱼ, yⱼ (각 ${n}채널)`,
  needsEngine: "oⱼ와 yⱼ에는 생성기가 필요합니다. s와 β는 이미지와 함께 저장된 특징에서 구합니다.",
  topKeys: "이 질의가 가장 크게 주목하는 키",
  key: "키 i",
  soFar: "누적",
  choose: (x, y) => `키 ${x}, ${y} 수식에 사용`,
};
