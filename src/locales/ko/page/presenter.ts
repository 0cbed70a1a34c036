/** 발표 화면. */
import type { PresenterText } from "../../en/page/presenter";

export const presenter: PresenterText = {
  heading: "발표 화면",
  open: "발표하기",
  help: "프로젝터용 화면입니다. 설정 없이 이미지와 맵을 큰 글씨로 보여 줍니다. 화살표 키, 스페이스, Page Up과 Page Down으로 앞뒤로 넘기고 Esc 키로 나갑니다.",
  keys: "화살표 키, 스페이스, Page Up과 Page Down으로 앞뒤로 넘깁니다. 포인터나 Shift+화살표 키로 질의를 옮깁니다. Esc 키로 나갑니다.",
  back: "이전",
  next: "다음",
  reveal: "행 보기",
  fullScreen: "전체 화면",
  leave: "발표 화면 닫기",
  step: (at, of) => `${of}단계 중 ${at}단계`,
  pin: (at, of) => `고정 질의 ${of}개 중 ${at}번`,
  pins: (of) => `고정 질의 ${of}개`,
  seed: (at) => `시드 ${at}`,
};
