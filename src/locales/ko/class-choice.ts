import type { ClassChoiceText } from "../en/class-choice";

/** 클래스를 고르는 부분의 글. */

export const classChoiceKo: ClassChoiceText = {
  findClass: "클래스 찾기",
  findClassHelp: (shown, count) =>
    `클래스 ${count}개 가운데 ${shown}개를 표시합니다. 이름의 일부나 번호를 입력하면 다른 클래스를 찾습니다.`,
  classCount: (count) => `클래스 ${count}개. 이름의 일부나 번호를 입력하세요.`,
  noClass: "이 이름이나 번호의 클래스가 없습니다.",
  classImages: "몇 가지 클래스의 이미지",
  classHelp: "생성기가 그릴 대상입니다. 같은 잠재 벡터라도 클래스마다 다른 이미지가 나옵니다.",
  mix: "클래스 혼합",
  mixHelp: "클래스마다 따로 있는 매개변수를 섞습니다. 가중치는 합이 1이 되도록 맞춥니다.",
  mixShare: (share) => `혼합 비율 ${share}`,
  noises: {
    normal: { label: "정규분포", help: "z는 표준정규분포를 따르는 잡음에 ψ를 곱한 것입니다." },
    truncated: {
      label: "절단 정규분포",
      help: "BigGAN 코드처럼 ±2를 벗어난 잡음은 다시 뽑은 뒤 ψ를 곱합니다.",
    },
  },
};
