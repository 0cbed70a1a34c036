import type { Text } from "../../en/page";

/** 이미지를 고르고 섞고 비교하기. */

export const image: Text["image"] = {
  heading: "이미지",
  model: "모델",
  saved: "이 브라우저에만",
  aboutModel: "이 브라우저에 있는 이 모델",
  modelHelp: "다른 이미지로 학습한 생성기를 고릅니다. 고르면 불러옵니다.",
  class: "클래스",
  seed: "시드",
  seedHelp: "같은 시드는 어디에서나 같은 이미지를 만듭니다.",
  seedInvalid: "시드는 0부터 4294967295까지의 정수입니다.",
  newSeed: "새 시드",
  seeds: "시드 둘러보기",
  earlier: "이전 시드",
  later: "다음 시드",
  psi: "절단 ψ (truncation)",
  psiHelp: "잠재 벡터 z의 크기를 조절합니다. 작을수록 전형적이고, 클수록 다양합니다.",
  noise: "잡음",
  reset: "초기화",
};

export const latent: Text["latent"] = {
  heading: "잠재 벡터 z (latent)",
  help: (size) =>
    `생성기가 시작하는 ${size}개의 수로, 절단하기 전의 것입니다. 성분을 두 번 클릭하면 0이 됩니다.`,
  group: (from, to) => `z ${from}~${to}번`,
  slider: (index) => `잠재 벡터 성분 ${index}`,
  number: (index) => `잠재 벡터 성분 ${index}의 값`,
  reset: (index) => `잠재 벡터 성분 ${index}, 시드의 값으로 되돌리기`,
  edited: (n) => (n === 0 ? "시드가 준 그대로" : `성분 ${n}개 변경됨`),
  resetAll: "모두 초기화",
  vary: "조금 바꾸기",
  varyHelp: "잠기지 않은 모든 성분을 무작위로 조금씩 옮깁니다.",
  lock: (index) => `잠재 벡터 성분 ${index} 잠그기`,
  lockHelp: "잠근 성분은 시드를 바꾸거나 조금 바꿀 때에도 값을 유지합니다.",
};

export const directions: Text["directions"] = {
  heading: "방향",
  help: "생성기의 초기 특징이 가장 크게 변하는 주성분 방향으로, 강한 것부터입니다(GANSpace). 한 걸음마다 절단하기 전의 잠재 벡터 성분이 한꺼번에 움직입니다.",
  named: (number, name) => `${number}: ${name}`,
  name: (number) => `방향 ${number}`,
  share: (share) => `초기 특징 분산의 ${share} 설명`,
  reset: "모두 0으로",
  show: "미리 보기",
  hide: "숨기기",
  more: (count) => `방향 ${count}개 모두 보기`,
  fewer: "줄이기",
  frame: (name, step) => `${name}, 위치 ${step}`,
  own: "나만의 방향",
  ownHelp:
    "지금 이미지에서 저장한 이미지로 가는 방향입니다. 이미지 두 개를 저장하고 ‘저장한 이미지’에서 하나를 고른 뒤 “방향으로 저장”을 누르십시오.",
  ownReach: (length) => `${length}에서 저장한 이미지에 도달합니다`,
  towards: (seed) => `시드 ${seed} 쪽`,
  rename: (name) => `방향 이름: ${name}`,
  export: "내보내기",
  exportOne: (name) => `${name} 파일로 내보내기`,
  remove: "삭제",
  removeOne: (name) => `${name} 삭제`,
  import: "방향 파일 열기",
  none: "이 모델에는 방향이 들어 있지 않습니다. 잠재 벡터 10,000개에서 초기 특징이 가장 크게 변하는 방향을 여기에서 찾을 수 있습니다.",
  find: "방향 찾기",
  finding: (share) => `방향을 찾는 중, ${share}`,
  cancel: "취소",
};

export const saved: Text["saved"] = {
  heading: "저장한 이미지",
  help: "이미지를 저장해 두면 다시 보거나, 혼합하거나, 애니메이션으로 만들 수 있습니다.",
  keep: "이 이미지 저장",
  item: (number, seed) => `저장한 이미지 ${number}, 시드 ${seed}`,
  others: (n) => `다른 모델에서 저장한 이미지가 ${n}개 더 있습니다.`,
  chosen: "고른 이미지",
  show: "보기",
  mix: "이것과 혼합",
  direction: "방향으로 저장",
  walk: "산책에 추가",
  remove: "삭제",
};

export const mix: Text["mix"] = {
  heading: "다른 이미지와 혼합",
  share: "다른 이미지의 비율",
  shareHelp: (seed) => `0은 이 이미지, 1은 다른 이미지(시드 ${seed})이며, 그 사이는 둘을 섞은 것입니다.`,
  path: "경로",
  paths: {
    spherical: { label: "구면", help: "호를 따라갑니다. z의 전형적인 길이를 유지합니다." },
    straight: {
      label: "직선",
      help: "직선을 따라갑니다. 중간에서 z가 짧아져 절단 ψ를 줄인 것과 같습니다.",
    },
  },
  settle: "이 혼합 결과로 확정",
  end: "혼합 취소",
  cross: "일부 층에 그 클래스 사용",
  crossHelp: (name) =>
    `표시한 층은 고른 이미지의 클래스(${name})를 따릅니다. 앞쪽 층은 배치를, 뒤쪽 층은 질감을 정합니다.`,
  layer: (size) => `${size} × ${size}`,
  common: "모든 층 동일",
};

export const walk: Text["walk"] = {
  heading: "잠재 공간 산책 (latent walk)",
  help: "이미지를 키프레임으로 삼고, 두 이미지 사이에서는 잠재 벡터가 호를 따라갑니다. 고정한 질의는 그대로 남으므로 그 어텐션이 변하는 것을 볼 수 있습니다.",
  add: "이 이미지 추가",
  random: "무작위 이미지 네 장",
  clear: "비우기",
  frame: (number, seed) => `키프레임 ${number}, 시드 ${seed}`,
  earlier: "앞으로",
  later: "뒤로",
  remove: "삭제",
  play: "재생",
  stop: "정지",
  position: "산책의 위치",
  positionText: (from, to, share) =>
    from === to ? `키프레임 ${from}에 있음` : `${from}에서 ${to}까지의 ${share} 지점`,
  speed: "이미지당 시간(초)",
  speedHelp: "한 키프레임에서 다음 키프레임까지 걸리는 시간입니다.",
  loop: "반복",
  foreign: "저장된 산책은 다른 모델의 것입니다. 이미지를 추가하면 새 산책을 시작합니다.",
  needsEngine: "산책에는 생성기가 필요한데, 아직 실행되고 있지 않습니다.",
  record: "녹화",
  recordHelp: "이 기기가 느려도 모든 프레임을 정확한 시각에 맞춰 빠짐없이 그립니다.",
  withMap: "이 질의의 맵 포함",
  formats: { webm: "동영상 (WebM)", gif: "애니메이션 (GIF)" },
  noFormat: "이 브라우저에서는 WebM 동영상을 만들 수 없습니다. GIF는 어디에서나 됩니다.",
  recording: (done, total) => `프레임 ${done} / ${total}`,
  cancel: "취소",
};

export const compare: Text["compare"] = {
  pin: "기준으로 설정",
  pinHelp: "지금의 이미지와 변경을 저장해 두고 나중 상태와 비교합니다.",
  heading: "기준과 비교",
  before: "기준",
  difference: "지금 − 기준",
  foreign: "기준은 다른 모델의 것입니다. 비교하려면 기준으로 돌아가십시오.",
  computing: "기준 이미지를 그리고 있습니다.",
  same: "이미지가 같습니다.",
  entropy: "이 질의의 엔트로피",
  gamma: "감마(γ)",
  change: (before, after) => `${before} → ${after}`,
  back: "기준으로 돌아가기",
  end: "기준 해제",
};
