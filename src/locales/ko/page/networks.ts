import type { Text } from "../../en/page";

/** 판별기, 예시, 엔진의 상태. */

export const discriminate: Text["discriminate"] = {
  back: "생성된 이미지로 돌아가기",
  userImage: (model) => `${model}의 판별기가 점수를 매긴 사용자의 이미지`,
};

export const training: Text["training"] = { heading: "학습 과정" };

export const gallery: Text["gallery"] = {
  heading: "예시",
  item: (seed) => `시드 ${seed}`,
};

/** GPU가 없을 때 엔진이 보고하는 이름을 바꿉니다. */
const device = (adapter: string) => (adapter === "processor" ? "CPU" : adapter);

export const engine: Text["engine"] = {
  heading: "엔진",
  download: (loaded, total) => `생성기 불러오는 중, ${loaded} / ${total} MB`,
  start: (backend) => `${backend} 시작하는 중`,
  prepare: (loaded, total) => `생성기를 준비하는 중, ${total} MB 중 ${loaded} MB`,
  check: (backend) => `${backend} 계산을 PyTorch와 비교하는 중`,
  firstImage: (backend) => `${backend}(으)로 첫 이미지를 계산하는 중`,
  left: (minutes, seconds) => {
    const parts = [...(minutes > 0 ? [`${minutes}분`] : []), ...(seconds > 0 ? [`${seconds}초`] : [])];
    return `약 ${parts.join(" ")} 남음`;
  },
  cancel: "취소",
  retry: "다시 시도",
  best: "가장 알맞은 백엔드 사용",
  stillsOnlyHint:
    "이 이미지에는 생성기가 필요합니다. 생성기가 없으면 아래의 미리 만든 이미지만 볼 수 있습니다.",
  stillsOnly: "미리 만든 이미지만",
  detail: (d) =>
    `실행 장치: ${device(d.adapter)}. PyTorch의 값과 ${d.runs === 2 ? "두 번" : `${d.runs}회`} 비교했습니다. 최대 오차: 이미지 ${d.image}, 베타 ${d.beta}.`,
  uncheckedDetail: (d) =>
    `실행 장치: ${device(d.adapter)}. 검증 안 됨: 파일에 기준값이 없습니다. 첫 이미지를 계산했고, 모든 값이 유한합니다.`,
  passedOver: (backend, reason) => `${backend} 건너뜀: ${reason}`,
  waiting: "생성기가 준비되는 대로 이미지가 나타납니다.",
  names: { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "JavaScript" },
};
