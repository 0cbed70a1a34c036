/** 둘러보기. */
import type { TourText } from "../en/tour";

export const tourKo: TourText = {
  heading: "둘러보기",
  names: {
    lens: "여섯 단계로 알아보는 어텐션 맵",
    cats64: "고양이 얼굴 생성기의 어텐션",
    eurosat64: "위성 사진 생성기의 어텐션",
  },
  step: (at, of) => `${of}단계 중 ${at}단계`,
  back: "이전",
  next: "다음",
  finish: "마침",
  leave: "둘러보기 닫기",
  again: "이 단계 다시 보기",
  loading: "둘러보기를 불러오고 있습니다",
};
