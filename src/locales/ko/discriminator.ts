/** 판별기. */
import type { DiscriminatorText } from "../en/discriminator";

export const discriminatorKo: DiscriminatorText = {
  heading: "판별기",
  help: "판별기는 진짜 이미지와 생성된 이미지를 구별하도록 학습했고, 생성기는 판별기의 그레이디언트로 학습했습니다. 판별기에도 셀프 어텐션 층이 있습니다.",
  loading: "판별기를 불러오는 중",
  score: (score) => `점수 D(x) = ${score}`,
  lineLabel: "이 이미지의 점수와 힌지 손실의 마진",
  marginMade: "생성된 것이면 손실 없음",
  marginReal: "진짜이면 손실 없음",
  meanReal: "진짜",
  meanMade: "생성",
  verdicts: {
    made: {
      real: (loss) => `0보다 큽니다. 판별기가 생성된 이미지를 진짜로 판단합니다. 힌지 손실은 ${loss}입니다.`,
      made: (loss) =>
        `0보다 크지 않습니다. 판별기가 생성된 이미지임을 알아봅니다. 힌지 손실은 ${loss}이며, −1 아래에서는 없습니다.`,
    },
    own: {
      real: (loss) =>
        `0보다 큽니다. 판별기가 내 이미지에 학습 때의 진짜 이미지와 같은 쪽의 점수를 줍니다. 힌지 손실은 ${loss}이며, 1 위에서는 없습니다.`,
      made: (loss) =>
        `0보다 크지 않습니다. 판별기가 내 이미지에 생성된 이미지와 같은 쪽의 점수를 줍니다. 학습 중이라면 힌지 손실은 ${loss}입니다.`,
    },
  },
  ownScore: (model) =>
    `내 이미지가 “${model}” 모델의 학습 이미지와 닮지 않았다면 이 점수에는 큰 의미가 없습니다. 판별기는 학습 데이터만 알기 때문에, 단순한 도형이나 노이즈에 진짜 이미지보다 높은 점수를 줄 수도 있습니다.`,
  attentionOf: "어텐션을 볼 신경망",
  networks: {
    generator: { label: "생성기", help: "이미지를 생성하는 동안 각 위치가 주목한 곳입니다." },
    discriminator: {
      label: "판별기",
      help: "이미지의 점수를 구하는 동안 각 위치가 주목하는 곳입니다. 포인터, 고정, 맵, 수치, 파일이 이 층을 가리킵니다.",
    },
  },
  gradient: "점수는 어디에서 오는가",
  gradientHelp: "픽셀을 조금 바꿀 때 점수가 많이 변하는 곳일수록 밝습니다(그레이디언트의 크기).",
  gradientAxis: "|∂D / ∂픽셀|",
  own: "내 이미지 시험하기",
  ownHelp:
    "파일을 고르거나, 페이지에 끌어다 놓거나, 붙여 넣으십시오. 학습 때처럼 정사각형으로 자르고 크기를 맞추며, 이 브라우저를 벗어나지 않습니다.",
};
