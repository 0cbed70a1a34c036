/** 화면의 틀: 메뉴, 작업, 이미지 위의 표시. */
import type { Text } from "../../en/page";

export const shell: Text["shell"] = {
  pages: "페이지",
  explore: "탐색",
  train: "학습",
  article: "해설",
  model: "모델 열기와 정보",
  modelShort: "모델",
  more: "더 보기",
  images: "이미지 목록",
  tasks: "작업",
  tabs: {
    read: "읽기",
    whatIf: "바꿔 보기",
    image: "이미지",
    network: "신경망",
    export: "내보내기",
    display: "표시",
  },
  display: "표시 설정",
  closeDisplay: "닫기",
  closeSheet: "숨기기",
  readFirst: "세 가지 수치",
  mostRead: "가장 크게 주목하는 곳",
  mostReadHelp: "가중치가 가장 큰 키의 열과 행입니다.",
  spread: "퍼진 정도",
  keys: (keys) => `키 약 ${keys}개`,
  ofKeys: (all) => `전체 ${all}개`,
  spreadHelp: "같은 엔트로피를 갖는, 가중치가 균등한 키의 수입니다.",
  reach: "주목하는 거리",
  onAverage: "평균",
  reachHelp: "질의에서 주목하는 키까지의 평균 거리입니다.",
};

export const chips: Text["chips"] = {
  label: "지금 보이는 것",
  undo: (what) => `되돌리기: ${what}`,
  gamma: (factor) => (factor === "0" ? "어텐션 끔" : `어텐션 × ${factor}`),
  temperature: (value) => `온도 ${value}`,
  maskedKeys: (count) => `마스크한 키 ${count}개`,
  maskedQueries: (count) => `마스크한 질의 ${count}개`,
  otherLayers: "다른 층의 변경",
  before: "변경 전",
  wipe: "변경 전과 후",
  difference: "차이",
  step: (step) => `스텝 ${step}`,
  discriminator: "판별기",
  userImage: "내 이미지",
  mixed: "섞은 이미지",
};

export const film: Text["film"] = {
  source: "고를 수 있는 이미지",
  sources: {
    examples: { label: "예시", help: "이 모델의 미리 준비된 이미지입니다." },
    saved: { label: "저장됨", help: "이 브라우저에 저장한 이미지입니다." },
    seeds: { label: "시드", help: "이웃한 시드의 이미지를 지금의 절단과 변경으로 보여 줍니다." },
  },
  save: "저장",
  noneSaved: "아직 저장한 이미지가 없습니다. ‘이 이미지 저장’을 누르면 지금 이미지가 여기에 남습니다.",
};
