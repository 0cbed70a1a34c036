import type { MatrixText } from "../../en/page/matrix";

/** 이미지로 본 전체 행렬. */
export const matrixKo: MatrixText = {
  heading: "전체 행렬",
  help: "행은 질의, 열은 키입니다. 질의가 키에 주목할수록 밝습니다. 한 곳을 가리키면 둘 다 이미지에 나타나고, 클릭하면 질의가 고정됩니다.",
  label: "전체 어텐션 행렬",
  keys: "화살표 키로 표시한 블록을 옮기고, Shift를 누르면 네 칸씩 옮깁니다. Enter를 누르면 질의가 고정됩니다.",
  value: "블록마다 보이는 값",
  values: {
    mean: {
      label: "평균",
      help: "블록마다 가중치의 평균입니다. 합은 그대로이지만, 하나뿐인 강한 연결은 옅어집니다.",
    },
    largest: {
      label: "최댓값",
      help: "블록마다 가장 큰 가중치입니다. 강한 연결은 빠짐없이 보이지만, 약한 것은 가려집니다.",
    },
  },
  order: "순서",
  orders: {
    position: { label: "위치", help: "질의도 키도 왼쪽 위부터 이미지의 행을 따라 늘어놓습니다." },
    similarity: {
      label: "유사도",
      help: "행들의 첫째 주성분을 따릅니다. 비슷하게 주목하는 질의가 모이고, 질의를 가르는 키가 양 끝에 놓입니다.",
    },
  },
  units: { mean: "블록의 가중치 β 평균", largest: "블록의 가중치 β 최댓값" },
  size: (n, m, rows, columns) => `질의 ${n}개 × 키 ${m}개를 블록 ${rows} × ${columns}개로 줄였습니다.`,
  exact: (n, m) => `질의 ${n}개 × 키 ${m}개, 픽셀마다 하나입니다.`,
  axes: { queries: "질의", keys: "키" },
  computing: (percent) => `행렬을 계산하는 중, ${percent}`,
  stopped: "취소했습니다. 행렬을 계산하지 않았습니다.",
  entry: (e) => `질의 ${e.queryX}, ${e.queryY}의 키 ${e.keyX}, ${e.keyY}에 대한 가중치는 ${e.weight}입니다.`,
  block: (b) =>
    `이 블록의 항목 ${b.queries} × ${b.keys}개 가운데 가장 큽니다. 평균 ${b.mean}, 최댓값 ${b.largest}.`,
  onImage: "이미지 위의 블록",
  marks: "흰색: 블록의 질의. 주황색: 키.",
};
