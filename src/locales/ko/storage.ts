/** 저장된 데이터 목록의 한국어 글. */
import type { StorageText } from "../en/storage";

export const storageKo: StorageText = {
  heading: "이 브라우저에 저장된 데이터",
  help: "다음에 내려받지 않고 바로 열 수 있도록 모델을 이 브라우저에 저장합니다. 이 사이트의 모델은 지워도 다시 열 때 내려받습니다. 학습 페이지의 학습도 여기에 저장합니다.",
  reading: "저장된 데이터를 읽는 중입니다",
  empty: "저장된 것이 없습니다.",
  kinds: {
    saved: "이 브라우저에만 저장되어 있습니다. 지우면 되돌릴 수 없습니다.",
    run: "학습 페이지의 학습으로, 이 브라우저에만 저장되어 있습니다. 지우면 되돌릴 수 없습니다.",
    downloaded: "이 사이트에서 내려받았습니다.",
    other: "이전 버전의 파일처럼 위의 어떤 모델에서도 쓰지 않습니다.",
  },
  other: "그 밖의 파일",
  size: (megabytes) => `${megabytes} MB`,
  total: (megabytes) => `합계: ${megabytes} MB`,
  remove: "지우기",
  removeItem: (name) => `${name} 지우기`,
  failed: "저장된 데이터를 읽지 못했습니다.",
};
