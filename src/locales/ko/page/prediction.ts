/** 둘러보기 단계의 질문. */
import type { PredictionText } from "../../en/page/prediction";

export const predictionKo: PredictionText = {
  question: (most) => `이 위치는 어디에 주목할까요? 이미지에서 칸을 ${most}개까지 표시하세요.`,
  keys: "화살표 키로 이동하고, Enter 또는 스페이스 키로 표시하거나 표시를 지웁니다.",
  grid: "표시할 칸",
  marked: (count, most) => `${most}개 중 ${count}개 표시`,
  show: "행 보기",
  cell: (x, y, isMarked) => `칸 ${x}, ${y}${isMarked ? ", 표시됨" : ""}`,
  result: (covered, score, chance) =>
    `표시한 칸의 가중치 합은 ${covered}입니다. 점수는 1점 만점에 ${score}점, 무작위로 고르면 ${chance}점입니다.`,
  summary: {
    heading: "나의 예측",
    help: "점수는 표시한 칸의 가중치 합을 같은 수의 칸으로 얻을 수 있는 최댓값으로 나눈 값입니다.",
    step: "단계",
    cells: "칸",
    score: "점수",
    chance: "무작위",
    save: "CSV로 저장",
    close: "닫기",
  },
};
