import type { OfflineText } from "../en/offline";

export const offlineKo: OfflineText = {
  label: "이 사이트",
  update:
    "새 버전이 준비되었습니다. 편할 때 새로 고치십시오. 보고 있는 이미지와 저장한 것은 모두 그대로 남지만, 저장하지 않은 학습은 사라집니다.",
  reload: "새로 고침",
  later: "나중에",
  offline: "오프라인 상태입니다. 전에 여기서 연 것은 그대로 쓸 수 있습니다.",
  understood: "닫기",
};
