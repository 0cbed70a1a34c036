import type { CompareLinkText } from "../../en/page/compare-link";

/** 렌즈에서 비교 페이지로 가는 글. */
export const compareLinkKo: CompareLinkText = {
  compare: "나란히 비교…",
  withOriginal:
    "바꾸지 않은 이미지와 지금 이미지를 나란히 열어 연결된 맵과 차이, 수치를 보여 줍니다. 거기에서는 양쪽의 모델, 클래스, 시드, 변경을 따로 정할 수 있습니다.",
  withBaseline:
    "기준과 지금 이미지를 나란히 열어 연결된 맵과 차이, 수치를 보여 줍니다. 거기에서는 양쪽의 모델, 클래스, 시드, 변경을 따로 정할 수 있습니다.",
};
