import type { readings as en } from "../en/readings";

/** 맵의 한 칸이 나타내는 값. */
export const readings: typeof en = {
  beta: (x, y, value) => `키 ${x}, ${y}: β = ${value}`,
  pairwise: (x, y, value) => `키 ${x}, ${y}: 쌍별 가중치 = ${value}`,
  unary: (x, y, value) => `키 ${x}, ${y}: 단항 가중치 = ${value}`,
  regionRow: (x, y, value) => `키 ${x}, ${y}: 영역의 평균 가중치 = ${value}`,
  column: (x, y, value) => `질의 ${x}, ${y}: 이 위치에 두는 가중치 β = ${value}`,
  received: (x, y, value) => `키 ${x}, ${y}: 모든 질의가 둔 가중치의 합 = ${value}`,
  meanRow: (x, y, value) => `키 ${x}, ${y}: 평균 가중치 = ${value}`,
  entropy: (x, y, value) => `질의 ${x}, ${y}: 엔트로피 = ${value} nat`,
  largest: (x, y, value) => `질의 ${x}, ${y}: 가장 큰 가중치 β = ${value}`,
  distance: (x, y, value) => `질의 ${x}, ${y}: 평균 거리 = ${value}칸`,
  neighbourhood: (x, y, value) => `질의 ${x}, ${y}: 주위 3×3 칸에 둔 비율 = ${value} (0~1)`,
  dependence: (x, y, value) => `질의 ${x}, ${y}: 평균 행과의 차이 = ${value} (0~1)`,
};
