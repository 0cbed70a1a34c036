import type { OfflineText } from "../en/offline";

export const offlineKo: OfflineText = {
  label: "이 사이트",
  update:
    "새 버전이 준비되었습니다. 편할 때 새로 고치십시오. 보고 있는 그림과 보관한 것은 모두 남고, 저장하지 않은 학습만 끝납니다.",
  reload: "새로 고침",
  later: "나중에",
  offline: "네트워크가 없습니다. 전에 여기서 연 것은 그대로 쓸 수 있습니다.",
  understood: "닫기",
};
