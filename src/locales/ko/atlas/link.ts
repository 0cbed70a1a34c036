/** 렌즈에서 여러 시드의 통계로 가는 링크의 한국어 글. */
import type { AtlasLinkText } from "../../en/atlas/link";

export const atlasLinkKo: AtlasLinkText = {
  link: "여러 시드의 통계",
  help: "이 위치는 늘 그곳에 주목합니까, 아니면 이 이미지에서만 그렇습니까?",
};
