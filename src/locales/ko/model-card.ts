/** 모델 카드. */
import type { ModelCardText } from "../en/model-card";

export const modelCardKo: ModelCardText = {
  heading: "이 모델에 대하여",
  data: "학습 데이터",
  licence: "라이선스",
  attribution: "출처",
  training: "학습",
  limits: "한계",
  size: "크기",
  sizes: (d) =>
    `이미지 ${d.image} × ${d.image}픽셀, 채널 ${d.channels}개, 잠재 벡터 성분 ${d.latent}개, 가중치 ${d.megabytes} MB`,
  metrics: "지표",
  more: "모두 보기",
  less: "줄이기",
  names: {
    steps: "학습 단계 수",
    samples: "측정한 생성 이미지 수",
    distance: "실제 이미지와의 프레셰 거리",
    floor: "실제 이미지 두 집합 사이의 프레셰 거리",
    precision: "정밀도: 실제 이미지와 가까운 생성 이미지의 비율",
    recall: "재현율: 생성 이미지와 가까운 실제 이미지의 비율",
    pairAgreement: "짝을 이루는 부분의 차이(실제 이미지 대비)",
    copied: "학습 이미지와 매우 가까운 이미지의 비율",
    entropyRatio: "행의 평균 엔트로피 / log M",
    queryDependence: "질의 의존도(0~1)",
    pairwise: "쌍별 부분의 질의 의존도(0~1)",
    unaryRatio: "평균 질의의 제곱 / 질의의 분산",
    reach: "주목하는 키까지의 평균 거리(이미지 너비 단위)",
    gammaEffect: "어텐션이 없을 때 이미지의 평균 변화(전체 범위 2)",
    share: "층의 출력에서 어텐션의 비율",
    gamma: "감마(γ)",
    earlyStep: "초기 학습 단계",
    earlyDistance: "그 초기 단계의 프레셰 거리",
    trendSamples: "학습 과정에 쓴 생성 이미지 수",
    trendDistance: "학습 과정에서 잰 프레셰 거리",
  },
};
