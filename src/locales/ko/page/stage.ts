import type { Text } from "../../en/page";
import { readings } from "../readings";

/** 이미지와 그 위의 맵. */

export const stage: Text["stage"] = {
  label: "어텐션 맵을 겹친 생성 이미지",
  labelOwn: "판별기의 어텐션 맵을 겹친 내 이미지",
  help: "화살표 키로 질의를 옮깁니다. Shift를 함께 누르면 네 칸씩 옮깁니다. Enter 키는 질의를 고정하거나 고정을 해제하고, 도구를 선택했다면 그 도구를 적용합니다. Shift+Enter는 다른 고정 질의 옆에 함께 고정합니다. Alt+화살표는 표시 중인 고정 질의를 옮기고, Delete 키는 그 고정을 해제하며, 숫자 키 1~8은 해당 번호의 고정 질의를 표시합니다. 사각형 도구에서는 Enter로 모서리를 정하고 화살표로 넓힌 뒤 Enter로 마칩니다. Esc 키는 취소하거나 고정을 해제합니다.",
  helpTouch:
    "이미지를 누르면 질의가 고정되고, 고정한 질의를 다시 누르면 고정이 해제됩니다. “+ 고정” 버튼을 누르면 다음에 누르는 곳이 함께 고정됩니다. 고정한 질의는 끌어서 옮깁니다.",
  spoken: (s) =>
    `질의 ${s.x}열 ${s.y}행. 가장 크게 주목하는 곳은 ${s.keyX}열 ${s.keyY}행, 가중치 ${s.weight}. 엔트로피는 최댓값의 ${s.spread}.`,
  spokenRegion: (s) =>
    `질의 ${s.count}개의 영역. 평균적으로 가장 크게 주목하는 곳은 ${s.keyX}열 ${s.keyY}행, 가중치 ${s.weight}. 엔트로피는 최댓값의 ${s.spread}.`,
  spokenColumn: (s) =>
    `위치 ${s.x}열 ${s.y}행. 이곳에 가장 크게 주목하는 질의는 ${s.queryX}열 ${s.queryY}행, 가중치 ${s.weight}.`,
  empty: "첫 이미지를 불러오고 있습니다.",
  none: "표시할 이미지가 없습니다. 아래에서 하나를 고르거나 위에서 다시 시도하십시오.",
  pin: "이 질의 고정",
  unpin: "고정 해제",
  pinNext: "+ 고정",
  pinNextHint: "함께 고정할 다른 위치를 클릭하십시오. Esc 키를 누르면 취소됩니다.",
  pinNextHintTouch: "함께 고정할 다른 위치를 누르십시오. “+ 고정”을 다시 누르면 취소됩니다.",
  tour: "둘러보기",
  clearPins: "모두 고정 해제",
  readings,
};

export const map: Text["map"] = {
  heading: "어텐션 맵",
  controlsHeading: "맵 표시 방법",
  region: (n) => `표시한 질의 ${n}개의 평균 행`,
  units: {
    weight: "가중치 β",
    sum: "가중치의 합",
    nats: "엔트로피 (nat)",
    cells: "거리 (질의 칸)",
    share: "비율, 0~1",
  },
  uniform: { weight: "1/M", sum: "N/M", nats: "", cells: "", share: "" },
  overlay: "이미지 위 표시",
  overlayModes: {
    spotlight: { label: "스포트라이트", help: "질의가 주목하지 않는 곳을 파란색으로 덮습니다." },
    colours: { label: "색상", help: "맵의 색을 이미지 위에 칠합니다." },
    none: { label: "끔", help: "이미지만 보여 줍니다. 맵은 옆에 그대로 있습니다." },
  },
  opacity: "불투명도",
  opacityHelp: "맵이 이미지를 덮는 정도입니다.",
  colormap: "컬러맵",
  colormapHelp: "모두 지각적으로 균일하며 색각 이상이 있어도 구별할 수 있습니다.",
  scale: "색 범위",
  scales: {
    absolute: {
      label: "모든 행",
      help: "색은 0부터 이 이미지의 모든 질의 가운데 가장 큰 가중치까지입니다.",
    },
    map: { label: "이 맵", help: "색은 0부터 이 질의의 가장 큰 가중치까지입니다." },
    pins: { label: "고정 질의", help: "색은 0부터 고정한 질의들의 가장 큰 가중치까지입니다." },
  },
  scaleNote: (scale) => `색 범위: ${scale}`,
  curve: "색 척도",
  curves: {
    root: {
      label: "제곱근",
      help: "가중치의 제곱근에 따라 칠하므로 작은 가중치도 보입니다. 값은 색 막대에 나와 있습니다.",
    },
    linear: { label: "선형", help: "가중치에 비례하여 칠하므로 가장 큰 가중치만 두드러집니다." },
  },
  mass: "가중치 윤곽선",
  massHelp: "행의 가중치 중 이 비율을 담는 최소한의 키를 둘러쌉니다.",
  noOutline: "없음",
  links: "가장 강한 연결",
  linksHelp: "질의에서 가장 크게 주목하는 키로 이은 곡선입니다. 굵을수록 가중치가 큽니다.",
  reach: "합성곱의 수용 영역",
  reachHelp:
    "점선은 이 위치가 3×3 합성곱만으로 볼 수 있는 범위이며, 이 격자와 그 앞의 더 성긴 격자마다 표시합니다. 어텐션은 모든 위치에 한 번에 닿습니다.",
  smooth: "칸 사이를 부드럽게",
  smoothHelp: "이웃한 칸을 섞어 보여 줍니다. 층 자체에는 칸마다 값이 하나씩 있습니다.",
  dull: "이 행은 거의 균일합니다. 질의가 거의 모든 키에 고르게 주목합니다.",
};

export const maps: Text["maps"] = {
  row: {
    label: "이 질의가 주목하는 곳",
    help: (x, y) => `질의 ${x}, ${y}에 해당하는 베타의 행`,
  },
  column: {
    label: "이 위치에 주목하는 질의",
    help: (x, y) => `베타의 열: 각 질의가 ${x}, ${y}에 주목하는 정도입니다. 합이 1이 아닐 수 있습니다.`,
    helpOver: (x, y) => `베타의 열: 각 질의가 ${x}, ${y}에 주목하는 정도입니다. 이 층에서는 합이 1입니다.`,
  },
  received: {
    label: "받은 어텐션",
    help: () => "키마다 모든 질의가 그 키에 둔 가중치의 합입니다.",
  },
  meanRow: { label: "평균 행", help: () => "모든 행의 평균, 곧 질의들이 평균적으로 주목하는 곳입니다." },
  entropy: {
    label: "질의별 엔트로피",
    help: () => "어두우면 질의가 키 하나에만 주목하고, 밝으면 모든 키에 고르게 주목합니다(log M).",
  },
  largest: {
    label: "질의별 가장 큰 가중치",
    help: () => "각 질의가 가장 크게 주목하는 키의 가중치입니다.",
  },
  distance: {
    label: "질의별 평균 거리",
    help: () => "질의가 주목하는 키까지의 거리를 가중 평균한 것으로, 단위는 질의 칸입니다.",
  },
  neighbourhood: {
    label: "이웃한 칸의 비율",
    help: () => "질의의 가중치 중 자신을 둘러싼 3×3 칸에 머무는 비율입니다.",
  },
  dependence: {
    label: "질의 의존도",
    help: () => "각 행이 평균 행과 다른 정도입니다. 0이면 같고, 1이면 겹치지 않습니다.",
  },
  computing: "모든 행을 계산하는 중",
  stopped: "중지했습니다.",
};

export const tools: Text["tools"] = {
  label: "이미지에서 쓸 도구",
  choices: {
    query: {
      label: "질의",
      help: "가리켜 읽고 클릭해 고정합니다. Shift+클릭으로 여럿을 고정하고, 고정한 질의는 끌어서 옮깁니다.",
      helpTouch: "눌러서 고정하고, “+ 고정”을 눌러 더 추가합니다. 고정한 질의는 끌어서 옮깁니다.",
    },
    rectangle: { label: "사각형", help: "사각형을 그리면 맵에 그 안에 있는 질의들의 평균 행이 나타납니다." },
    brush: { label: "브러시", help: "질의를 칠하면 맵에 칠한 질의들의 평균 행이 나타납니다." },
    maskKeys: {
      label: "키 마스크",
      help: "어떤 질의도 주목할 수 없게 할 키를 칠합니다. 다시 칠하면 해제됩니다.",
    },
    maskQueries: {
      label: "질의 마스크",
      help: "어텐션을 받지 않게 할 질의를 칠합니다. 다시 칠하면 해제됩니다.",
    },
  },
  hints: {
    rectangle: "평균을 구할 질의들 위에 사각형을 그리십시오.",
    brush: "평균을 구할 질의들을 칠하십시오.",
    maskKeys: "마스크할 키를 칠하십시오. 마스크한 키를 다시 칠하면 해제됩니다.",
    maskQueries: "어텐션을 받지 않게 할 질의를 칠하십시오.",
  },
  stretching: "화살표 키로 사각형을 넓히십시오. Enter 키로 마치고 Esc 키로 취소합니다.",
  clearRegion: "영역 지우기",
  undo: "실행 취소",
  redo: "다시 실행",
};

export const pins: Text["pins"] = {
  label: "고정한 질의 나란히 보기",
  show: (n, x, y) => `고정 ${n}번, 질의 ${x}, ${y} 보기`,
  remove: (n, x, y) => `고정 ${n}번, ${x}, ${y} 해제`,
  caption: (mass, top, uniform) =>
    `윤곽선: 가중치의 ${mass} %를 담는 최소한의 키. 색의 범위: 0부터 ${top}까지. 1/M = ${uniform}.`,
  ownScale: "각 맵의 가장 큰 가중치",
};
