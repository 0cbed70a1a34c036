/** 학습 과정. */
import type { TrainingHistoryText } from "../en/training-history";

export const trainingHistoryKo: TrainingHistoryText = {
  help: "같은 잠재 벡터를 학습의 여러 단계에서 본 것입니다. 맵, 수치, 변경은 고른 단계의 것입니다. 감마는 0에서 시작하며, 이때 어텐션이 더하는 것은 없습니다. 0에서 벗어나면 어텐션이 작용합니다.",
  fromStart: (step, gamma) =>
    `기록은 학습 초기인 스텝 ${step}에서 시작합니다. 그때 생성기의 감마는 ${gamma}이었습니다.`,
  fromLater: (step, gamma) =>
    `기록은 스텝 ${step}에서 시작합니다. 그때 생성기의 감마는 이미 ${gamma}이었으므로, 0에서 벗어나는 과정은 여기에 나오지 않습니다.`,
  change: (step) => `스텝 ${step}(점선):`,
  jump: (before, after, from, to) =>
    `스텝 ${before}와(과) ${after} 사이에서 판별기의 손실이 ${from}에서 ${to}(으)로 뜁니다. 원인은 기록되어 있지 않습니다.`,
  moment: "학습 단계",
  step: (step) => `스텝 ${step}`,
  finished: (step) => (step ? `학습 완료, 스텝 ${step}` : "학습 완료"),
  loading: "이 단계의 가중치를 불러오는 중",
  distance: (samples) => `실제 이미지와의 거리 (표본 ${samples}개)`,
  axes: {
    step: "학습 스텝",
    distance: "거리(단위 없음)",
    gamma: "감마(어텐션의 배율)",
    share: "비율(0에서 1)",
    loss: "힌지 손실(단위 없음)",
    score: "점수(단위 없음)",
  },
  names: {
    gammaGenerator: "감마, 생성기",
    gammaDiscriminator: "감마, 판별기",
    queryDependence: "질의 의존도",
    entropyRatio: "엔트로피 / log M",
    discriminatorLoss: "손실, 판별기",
    generatorLoss: "손실, 생성기",
    scoreReal: "실제 이미지의 점수",
    scoreFake: "생성 이미지의 점수",
  },
};
