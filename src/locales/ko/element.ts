/** 요소 `<sagan-lens>`의 글, 한국어. */
import type { ElementText } from "../en/element";
import { errorsKo } from "./errors";
import { readings } from "./readings";

export const elementKo: ElementText = {
  label: "생성된 이미지와 어텐션 맵",
  help: "화살표 키로 질의를 옮깁니다. Shift와 함께 누르면 네 칸씩 옮깁니다. Enter로 고정하거나 고정을 해제하고, Shift+Enter로 여럿을 고정합니다. Alt+화살표로 표시 중인 고정 질의를 옮기고, Delete로 해제하며, 숫자 1~8로 해당 번호의 고정 질의를 표시합니다. Esc로 고정을 해제합니다.",
  sentence: (x, y, keyX, keyY, weight, spread) =>
    `질의 ${x}, ${y}: 가장 주목하는 키는 ${keyX}, ${keyY}, β = ${weight}. 엔트로피는 log M의 ${spread}입니다.`,
  readings,
  axis: {
    weight: "가중치 β",
    sum: "가중치의 합",
    nats: "엔트로피(nats)",
    cells: "거리(질의 칸)",
    share: "비율, 0에서 1",
  },
  uniform: { weight: "1/M", sum: "N/M", nats: "", cells: "", share: "" },
  waiting: "이미지를 기다리고 있습니다.",
  opening: "이미지를 여는 중",
  loading: "생성기를 불러오는 중",
  loadingShare: (share) => `생성기를 불러오는 중, ${share}`,
  making: "이미지를 그리는 중",
  retry: "다시 시도",
  refused: (names) => `이해하지 못하여 기본값을 씁니다: ${names}.`,
  originRefused: (origin) =>
    `${origin}의 명령은 받지 않습니다. 받으려면 프레임 주소에 “origin=${origin}”을 추가하십시오.`,
  messageUnknown: "버전 1의 메시지가 아닙니다.",
  noPicture: "아직 읽을 이미지가 없습니다. “ready” 이벤트를 기다리십시오.",
  stillFixed:
    "이 요소는 스틸을 보여 주므로 이미지를 바꿀 수 없습니다. 상태에 따라 바뀌게 하려면 “model” 속성을 쓰십시오.",
  seed: "시드",
  newSeed: "새 시드",
  psi: "절단 ψ",
  classes: "클래스",
  mixed: "혼합",
  gamma: "어텐션 세기 (× 감마)",
  temp: "온도",
  step: "학습 단계",
  finished: "완성",
  map: "맵",
  maps: {
    row: "이 질의가 주목하는 곳",
    column: "이 위치에 주목하는 질의",
    received: "받은 어텐션",
    meanRow: "평균 행",
    entropy: "질의별 엔트로피",
    largest: "질의별 가장 큰 가중치",
    distance: "질의별 평균 거리",
    neighbourhood: "이웃한 칸의 비율",
    dependence: "질의 의존도",
  },
  part: "어텐션 나누어 보기",
  parts: { beta: "베타(β)", pairwise: "쌍별", unary: "단항" },
  overlay: "이미지 위 표시",
  overlays: { spotlight: "스포트라이트", colours: "색상", none: "끔" },
  scale: "색 범위",
  scales: { absolute: "모든 행", map: "이 맵", pins: "고정 질의" },
  link: "SAGAN Lens에서 열기",
  errors: errorsKo,
};
