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
  editor: {
    heading: "둘러보기 만들기",
    help: "둘러보기는 렌즈의 여러 화면을 한 단계씩 안내합니다. 초안은 지울 때까지 이 브라우저에 남습니다.",
    add: "지금 화면을 단계로 추가",
    full: (most) => `둘러보기는 최대 ${most}단계입니다.`,
    title: "제목",
    caption: (at) => `${at}단계의 설명`,
    highlight: (at) => `${at}단계의 테두리`,
    highlights: {
      none: "테두리 없음",
      image: "이미지에 테두리",
      map: "맵에 테두리",
      controls: "설정에 테두리",
    },
    asks: (at) => `${at}단계에서 질의가 주목하는 곳을 먼저 묻기`,
    up: (at) => `${at}단계를 위로`,
    down: (at) => `${at}단계를 아래로`,
    preview: (at) => `${at}단계부터 미리 보기`,
    replace: (at) => `${at}단계를 지금 화면으로 바꾸기`,
    remove: (at) => `${at}단계 삭제`,
    short: { preview: "미리 보기", replace: "지금 화면으로", remove: "삭제", asks: "먼저 묻기" },
    putBack: "삭제한 단계 되살리기",
    save: "둘러보기 저장",
    open: "편집할 둘러보기 열기",
    clear: "초안 지우기",
  },
};
