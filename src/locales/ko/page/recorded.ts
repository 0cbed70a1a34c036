/** 학습 페이지의 기록된 실행. */
import type { RecordedText } from "../../en/page/recorded";

export const recorded: RecordedText = {
  heading: "기록된 두 실행: 어텐션이 있을 때와 없을 때",
  intro: (seed, steps) =>
    `같은 신경망을 시드 ${seed}에서 ${steps}단계씩 두 번 학습하여 기록했습니다. 두 번째에만 어텐션 층이 없습니다. 진짜 얼굴의 두 눈은 색이 같습니다. 슬라이더를 움직이면 둘이 무엇을 배우는지 볼 수 있습니다.`,
  step: "단계",
  at: (step, of) => `${of}단계 중 ${step}단계`,
  runs: { attention: "어텐션 있음", convolution: "어텐션 없음" },
  help: "칸을 가리키거나 화살표 키로 옮기면 그 칸이 주목하는 곳이 이미지마다 나타납니다. 처음에는 왼쪽 눈의 한 칸입니다.",
  reads: "표시한 칸이 주목하는 곳",
  noMap: "어텐션 층이 없어 이미지 위에 보일 것이 없습니다.",
  rule: (kept, chance) => `두 눈이 같은 이미지: ${kept}, 우연이라면: ${chance}`,
  unclear: "아직 두 눈이 또렷하지 않아 비교할 수 없습니다.",
  kappa: (kappa, samples) => `일치도 κ = ${kappa}, 이미지 ${samples}개`,
  gamma: (gamma) => `γ = ${gamma}`,
  scores: "배치의 점수",
  agreement: "두 눈의 일치도",
  agreementHelp:
    "코헨의 κ입니다. 0은 우연과 같고, 1은 항상 같다는 뜻입니다. 또렷한 눈이 적거나 거의 모든 눈이 한 색이면 의미가 작습니다.",
  discriminatorLoss: "판별기의 손실",
  discriminatorLossHelp: "진짜와 생성된 이미지가 여백에서 얼마나 떨어져 있는지 나타냅니다.",
  generatorLoss: "생성기의 손실",
  generatorLossHelp: "생성된 이미지의 평균 점수에 음의 부호를 붙인 값입니다.",
  gammaTitle: "생성기의 감마",
  gammaHelp: "0에서 시작하며, 이때는 어텐션이 더해지지 않습니다. 부호는 중요하지 않습니다.",
  note: "시드 하나는 예시일 뿐 증명이 아닙니다. 다른 시드의 결과와 기록 방법은 문서(docs/learning.md)에 있습니다. 이 이미지들은 어텐션만이 두 눈을 이을 수 있도록 만들었습니다. 큰 SAGAN에서는 합성곱도 할 수 있습니다.",
  live: "직접 학습하기",
  loading: "기록된 실행을 불러오고 있습니다.",
  missing:
    "기록된 실행을 불러오지 못했습니다. 페이지를 새로 고쳐 다시 시도하십시오. 학습은 그대로 할 수 있습니다.",
};
