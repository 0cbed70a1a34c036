/** SAGAN이 학습하는 페이지의 한국어 글. */
import type { LearningText } from "./learning.en";

export const learningKo: LearningText = {
  title: "눈앞에서 학습하는 SAGAN",
  toLens: "렌즈",
  toArticle: "셀프 어텐션의 원리",
  intro:
    "작은 신경망 둘이 이 브라우저 안에서 아무것도 모르는 상태로 시작합니다. 모든 이미지에는 서로 멀리 떨어져 있지만 일치해야 하는 두 쪽이 있습니다. 한쪽이 다른 쪽을 알 수 있는 길이 어텐션입니다.",
  begin: "시작",
  again: "처음부터 다시",
  pause: "멈춤",
  goOn: "계속",
  step: "한 단계",
  starting: "신경망을 시작하는 중입니다. 컴파일에 몇 초가 걸립니다.",
  none: "아직 아무것도 배우지 않았습니다.",
  recover: (step) => `단계 ${step}부터 계속`,
  at: (step, speed, backend) => `단계 ${step}, 초당 이미지 ${speed}장, ${backend}`,
  changed: "처음부터 다시 시작할 때 적용됩니다.",
  ingredients: "재료",
  pictures: {
    label: "이미지",
    faces: { label: "얼굴", help: "두 눈의 색이 같습니다." },
    lines: { label: "선", help: "선이 기둥 뒤에서 같은 높이로 이어집니다." },
  },
  attention: {
    label: "셀프 어텐션",
    on: { label: "켬", help: "두 신경망 모두에서 y = γ·o + x이며 γ는 0에서 시작합니다." },
    off: { label: "끔", help: "합성곱만 씁니다. 멀리 떨어진 것은 처음부터 알고 있어야 합니다." },
  },
  spectral: {
    label: "스펙트럼 정규화",
    both: { label: "양쪽", help: "두 신경망의 모든 가중치를 각자의 가장 큰 특잇값으로 나눕니다." },
    discriminator: { label: "판별자만", help: "이 논문 이전처럼 판별자에만 씁니다." },
    none: { label: "없음", help: "기울기가 끝없이 커질 수 있습니다." },
  },
  rates: {
    label: "학습률",
    two: { label: "둘", help: "판별자가 생성기보다 네 배 빠르게 학습합니다(TTUR)." },
    equal: { label: "같음", help: "둘 다 생성기의 속도로 학습합니다." },
  },
  seed: "시드",
  seedHelp: "처음 가중치, 이미지, 잠재 벡터의 시드입니다. 시드가 같으면 같은 학습이 됩니다.",
  samples: "지금 생성한 것",
  samplesHelp: "칸을 가리키면 이미지마다 그 칸이 주목하는 곳이 β로 나타납니다.",
  real: "진짜",
  rule: (kept, chance) => `생성된 이미지의 ${kept}가 규칙을 지킵니다. 양쪽을 서로 바꾸면 ${chance}입니다.`,
  ruleUnclear: "아직 어느 쪽도 뚜렷하지 않아 규칙을 지키는지 알 수 없습니다.",
  losses: "힌지 손실",
  lossesHelp:
    "진짜 이미지의 점수가 1보다 낮거나 생성된 이미지의 점수가 −1보다 높으면 판별자가 손실을 치릅니다. 생성기의 손실은 평균 점수의 음수입니다.",
  discriminator: "판별자",
  generator: "생성기",
  gammas: "감마",
  gammasHelp: "0에서 시작합니다. 신경망은 먼저 가까운 것을 배우고, 0에서 멀어지면 어텐션이 작용합니다.",
  scores: "마지막 배치의 점수",
  scoresHelp: "점수가 마진 −1이나 1을 넘어선 이미지는 판별자에게 더 가르칠 것이 없습니다.",
  realScores: "진짜",
  madeScores: "생성",
  updates: "갱신의 크기",
  updatesHelp:
    "한 단계가 신경망의 모든 가중치를 함께 얼마나 옮기는지입니다. 두 학습률은 판별자를 앞서게 합니다.",
  spectra: "가장 큰 특잇값",
  spectraHelp:
    "각 가중치의 정규화 전과 후입니다. 정규화하면 1이 되어 어떤 층도 입력을 그보다 늘릴 수 없습니다. 단계마다 거듭제곱 반복을 한 번 하여 가중치를 따라갑니다.",
  layer: "가중치",
  before: "전",
  after: "후",
};
