import type { Text } from "../../en/page";

/** 행을 설명하는 것: 점수의 부분, 층 안의 변경, 수식, 단계, 수치. */

export const parts: Text["parts"] = {
  label: "어텐션 나누어 보기",
  show: (part) => `이미지 위에 표시: ${part}`,
  choices: {
    beta: { label: "β", help: "층이 계산한 그대로의 행입니다." },
    pairwise: { label: "쌍별", help: "질의마다 다른 부분(pairwise)만: f(xᵢ)·(g(xⱼ) − 평균)." },
    unary: {
      label: "단항",
      help: "모든 질의가 공유하는 부분(unary)만: f(xᵢ)·평균. 모든 질의에서 같습니다.",
    },
  },
};

export const own: Text["own"] = {
  heading: "이 질의에만 있는 것은?",
  ofRegion: {
    heading: "이 질의들만의 특징은 무엇입니까?",
    means: (n) => `표시한 질의 ${n}개의 평균입니다.`,
    pairwiseWins: "쌍별 부분이 우세합니다. 이 질의들이 주목하는 곳은 대부분 이 질의들만의 것입니다.",
    unaryWins: "단항 부분이 우세합니다. 이 질의들은 주로 모든 질의가 주목하는 곳에 주목합니다.",
    even: "두 부분의 크기가 비슷합니다. 행의 절반은 이 질의들만의 것이고, 절반은 모든 질의에 공통됩니다.",
  },
  row: "β",
  meanRow: "평균 행",
  pairwise: "쌍별",
  unary: "단항",
  rowShares: "β를 그 합으로 나눈 것",
  scale: (top) => `모두 같은 척도, 0부터 ${top}까지.`,
  pairwiseWins: "쌍별 부분이 우세합니다. 이 질의가 주목하는 곳은 대부분 이 질의에 고유합니다.",
  unaryWins: "단항 부분이 우세합니다. 이 질의는 대체로 모든 질의가 주목하는 곳에 주목합니다.",
  even: "두 부분의 크기가 비슷합니다. 행의 절반은 이 질의에 고유하고, 절반은 모든 질의에 공통입니다.",
  spreads: (pairwise, unary) => `키에 따른 점수의 표준편차: 쌍별 ${pairwise}, 단항 ${unary}.`,
  dependence: (value) => `이 행과 평균 행의 차이는 ${value}입니다(총변동, 0~1).`,
};

export const whatIf: Text["whatIf"] = {
  heading: "이렇게 바꾸면?",
  reset: "모두 되돌리기",
  generatorOnly:
    "층 안을 바꾼 결과는 생성기가 그리는 이미지에 나타납니다. 지금 맵은 판별기의 층을 보여 줍니다.",
  toGenerator: "생성기로 전환",
  ownImage:
    "층 안을 바꾼 결과는 생성기가 그리는 이미지에 나타납니다. 내 이미지는 생성기가 그린 것이 아닙니다.",
  needsEngine: "층을 바꾸려면 생성기가 필요한데, 아직 실행되고 있지 않습니다.",
  gamma: "어텐션 세기 (× 감마)",
  gammaHelp: (gamma) =>
    `어텐션이 더하는 양을 조절합니다. 학습된 γ = ${gamma}. 1이면 그대로이고, 0이면 어텐션이 꺼집니다.`,
  off: "어텐션 끄기",
  on: "어텐션 다시 켜기",
  temperature: "온도",
  temperatureHelp:
    "소프트맥스 전에 점수를 나눕니다. 1보다 크면 행이 평평해지고, 1보다 작으면 날카로워집니다.",
  masks: { maskedKeys: "마스크한 키", maskedQueries: "마스크한 질의" },
  maskHelp: {
    maskedKeys: "이 키들의 가중치는 0이 되고, 각 행의 나머지는 여전히 합이 1입니다.",
    maskedKeysOver: "이 키들의 가중치는 0이 되고, 다른 키의 가중치는 그대로입니다.",
    maskedQueries: "그 위치에서는 어텐션이 꺼진 것처럼 y = x입니다.",
  },
  paint: "칠하기",
  clear: "지우기",
  compare: "표시할 이미지",
  comparisons: {
    after: { label: "변경 후", help: "변경을 적용한 이미지입니다." },
    before: { label: "변경 전", help: "변경하지 않은 이미지입니다." },
    wipe: {
      label: "좌우 비교",
      help: "선의 왼쪽은 변경 전, 오른쪽은 변경 후입니다. 이미지 위의 선을 끌어 보세요.",
    },
    difference: { label: "차이", help: "변경 후에서 변경 전을 뺀 값으로, 세 색 채널의 평균입니다." },
  },
  meanChange: (change, share) => `평균 절대 변화 ${change}, 전체 범위 2의 ${share}.`,
  wipeLine: "변경 전과 변경 후 사이의 선",
  wipeShare: (percent) => `변경 전 ${percent} %`,
  computing: "변화를 계산하고 있습니다.",
  differenceAxis: "보라색은 어두워진 곳, 주황색은 밝아진 곳입니다. 픽셀 값은 −1에서 1까지입니다.",
};

export const inside: Text["inside"] = {
  heading: "생성기의 내부",
  help: "각 단계를 지난 특징의 채널 하나입니다. 테두리가 있는 것이 어텐션 층의 출력입니다. 맵은 저마다 최솟값(검정)부터 최댓값(흰색)까지 나타냅니다.",
  needsEngine: "단계를 보려면 생성기가 필요한데, 아직 실행되고 있지 않습니다.",
  grid: (w, h) => `${w} × ${h}`,
  site: (name) => `어텐션 ${name}`,
  channel: (channel, n) => `채널 ${channel} (총 ${n}개)`,
  image: (size) => `이미지 ${size} × ${size}`,
};

export const numbers: Text["numbers"] = {
  heading: "이 질의",
  regionHeading: "이 영역",
  region: "표시한 질의",
  distance: "평균 거리",
  cells: (n) => `${n}칸`,
  dependence: "평균 행과의 차이",
  meanDependence: "질의 의존도",
  gammaTimes: (gamma, factor) => `${gamma} × ${factor}`,
  pooled:
    "키와 값은 최대 풀링됩니다. 키 하나는 2×2 칸에서 채널마다 최댓값을 취한 것이므로 한 위치에 해당하지 않습니다.",
  overQueries:
    "이 층에서는 소프트맥스를 질의에 대해 취합니다. 행이 아니라 열의 합이 1입니다. 엔트로피, 평균 거리, 차이, 평균 행은 행을 그 합으로 나눈 값으로 계산합니다.",
  query: "질의 위치 j",
  sum: "행의 합",
  entropy: "엔트로피",
  entropyOf: (value, max) => `${value} (최대 log M = ${max})`,
  top: "가장 큰 가중치",
  topAt: (weight, x, y) => `${x}, ${y}에서 ${weight}`,
  layerHeading: "이 층",
  gamma: "감마(γ)",
  share: "출력에서의 비율",
  site: "어텐션 층",
  grids: (n, m) => `이 맵들의 층: 질의 ${n}개, 키 ${m}개.`,
  help: {
    region: "맵은 이 질의들의 행을 평균한 것입니다.",
    distance: "주목하는 키까지의 거리이며, 단위는 질의 칸입니다.",
    dependence: "총변동입니다. 0이면 평균 행과 같고, 1이면 겹치지 않습니다.",
    meanDependence: "평균 행과의 차이를 평균한 것입니다. 0에 가까우면 모든 행이 같습니다.",
    query: "질의의 열과 행입니다.",
    sum: "한 질의의 가중치를 모두 더하면 1입니다.",
    sumOver: "이 층에서는 소프트맥스를 질의에 대해 취합니다. 행의 합은 1이 아닙니다.",
    entropy: "0 nat: 키 하나가 가중치를 모두 가짐. log M: 모든 키의 가중치가 같음.",
    top: "가장 크게 주목받는 키와 그 가중치입니다.",
    gamma: "어텐션 출력에 곱하는 학습된 값: y = γ·o + x.",
    share: "‖γ·o‖ / ‖x‖: 층의 입력에 견주어 어텐션이 더하는 양입니다.",
  },
};
