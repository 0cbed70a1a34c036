import type { handout as english } from "../../en/page/handout";

/** 인쇄 페이지. */
export const handout: typeof english = {
  print: "유인물 인쇄",
  help: "그림과 수치, 이 화면을 여는 QR 코드를 한 쪽에 담습니다.",
  numbers: "수치",
  query: "질의",
  entropy: "엔트로피(nat)",
  top: "가장 큰 가중치",
  topKey: "그 키",
  distance: "평균 거리(칸)",
  layer: (site, gamma, share) => `층 ${site}: γ = ${gamma}, ‖γ o‖ / ‖x‖ = ${share}.`,
  code: "주소의 QR 코드",
  scan: "스캔하면 이 화면이 열립니다",
  tooLong: "이 화면의 주소는 QR 코드로 만들기에는 너무 깁니다.",
};
