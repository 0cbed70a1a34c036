import type { LensErrorDetails, PageErrorCode } from "../../model/errors";

/** What went wrong on a page of the lens and what to do, in Korean. Particles as in `errors.ko.ts`. */
export const pageErrorsKo: Record<PageErrorCode, (d: LensErrorDetails) => string> = {
  "run-malformed": (d) => `학습 기록 파일 ${d.where}에 문제가 있어 쓸 수 없습니다: ${d.problem}.`,
  "run-resumed": (d) =>
    `학습에 쓰던 그래픽 장치나 워커를 잃어 ${d.step}단계부터 ${d.backend} 백엔드에서 이어서 학습합니다. 그 뒤의 단계는 다시 계산합니다.`,
  "image-waits": (d) =>
    `${d.where}은(는) 이미지인데, 점수를 구할 판별기가 아직 준비되지 않았습니다. 생성기를 불러온 뒤 다시 여십시오.`,
  "image-unreadable": (d) =>
    `${d.where}을(를) 이미지로 읽을 수 없습니다. 파일이 손상되었거나 이 브라우저가 모르는 형식입니다. PNG나 JPEG로 다시 저장하십시오.`,
  "image-huge": (d) =>
    `${d.where}은(는) ${d.pixels}픽셀입니다. 한 변이 ${d.limit}픽셀 이하여야 열 수 있습니다. 먼저 크기를 줄이십시오. 신경망은 한 변 64픽셀 정도로 봅니다.`,
  "image-moves": (d) => `${d.where}은(는) 움직이는 이미지입니다. 첫 프레임만 보여 줍니다.`,
  "image-small": (d) =>
    `${d.where}은(는) ${d.pixels}픽셀로, 신경망이 학습한 한 변 ${d.size}픽셀보다 작습니다. 이미지를 확대했으므로, 점수는 이미지보다 확대의 영향을 더 크게 받을 수 있습니다.`,
  "saved-for-now": ({ model }) =>
    `저장 공간이 가득 찼거나 막혀 있어 이 브라우저에 저장하지 못합니다. ${model}은(는) 페이지를 닫을 때까지만 쓸 수 있습니다. 나중에도 쓰려면 폴더로 저장하십시오.`,
  "model-elsewhere": (d) =>
    `이 링크에 필요한 모델이 이 사이트에 없습니다: ${d.file ? `${d.model} (가져온 파일: ${d.file})` : d.model}. 이 모델은 링크를 만든 브라우저에만 있습니다. 보낸 사람에게 파일을 받아 여기에서 여십시오. 그때까지는 다른 모델을 보여 줍니다.`,
  "remote-address": ({ address }) =>
    `${address}에서는 모델을 가져올 수 없습니다. https://example.org/generator.pth 같은 완전한 https 주소를 쓰십시오.`,
  "not-saved": () =>
    "저장 공간이 가득 찼거나 막혀 있어 이 브라우저가 이 사이트의 파일을 저장하지 못합니다. 공간을 비우거나 저장을 허용한 뒤 다시 시도하십시오. 그때까지는 학습을 파일로 저장하십시오.",
  "direction-foreign": (d) =>
    `${d.where} 파일의 방향은 모델 ${d.model}의 것으로 수가 ${d.size}개이며, 모델 ${d.wanted}에는 맞지 않습니다. 그 방향을 만든 모델을 여십시오.`,
  "direction-nowhere": (d) =>
    `“${d.name}” 방향은 두 이미지의 잠재 벡터가 같아 길이가 없습니다. 다른 이미지를 고르십시오.`,
  "direction-too-long": (d) =>
    `“${d.name}” 방향의 두 이미지는 슬라이더에 담기에 너무 멀리 떨어져 있습니다. 잠재 벡터가 극단적이지 않은 이미지를 고르십시오.`,
  "too-many-directions": (d) =>
    `나만의 방향이 이미 최대 개수인 ${d.limit}개입니다. 먼저 하나를 삭제하십시오. 나중에 쓰려면 파일로 내보내십시오.`,
  "too-many-saved": (d) => `저장한 이미지가 이미 최대 개수인 ${d.limit}개입니다. 먼저 하나를 삭제하십시오.`,
  "too-many-key-frames": (d) =>
    `산책에는 키프레임을 ${d.limit}개까지 넣을 수 있습니다. 먼저 하나를 삭제하십시오.`,
  "link-fields": (d) =>
    `링크에서 이해하지 못한 부분은 기본값으로 두었습니다: ${d.fields}. 링크가 불완전할 수 있습니다. 보낸 사람에게 다시 받거나 여기에서 계속하십시오.`,
  "link-not-copied": () =>
    "이 브라우저에서 링크를 복사하지 못했습니다. 이 페이지의 주소가 같은 링크이므로 주소창에서 복사하십시오.",
  "picture-not-copied": () => "이 브라우저가 그림 복사를 허용하지 않았습니다. 대신 PNG로 저장하십시오.",
  "file-unknown": (d) =>
    `${d.where} 파일은 이 렌즈에서 열 수 없습니다. 체크포인트, 이미지, 그리고 여기서 저장한 세션, 스틸, 방향을 열 수 있습니다. 바뀐 것은 없습니다.`,
  "file-too-large": (d) =>
    `${d.where} 파일은 ${d.megabytes} MB이며 읽을 수 있는 체크포인트가 아닙니다. 다른 파일은 최대 ${d.limit} MB까지 열 수 있습니다. 바뀐 것은 없습니다.`,
  "session-malformed": (d) =>
    `${d.where} 세션 파일의 ${d.path} 항목이 잘못되었습니다: ${d.problem}. 세션을 다시 저장하거나 그 항목을 고치십시오. 바뀐 것은 없습니다.`,
  "tour-malformed": (d) =>
    `${d.where} 둘러보기 파일의 ${d.path} 항목이 잘못되었습니다: ${d.problem}. 그 항목을 고치십시오. 바뀐 것은 없습니다.`,
  "tour-missing": () =>
    "이 링크는 파일에서 연 둘러보기의 한 단계입니다. 둘러보기를 보려면 여기에서 그 파일을 여십시오.",
  "tour-link-long": (d) =>
    `이 둘러보기의 링크는 ${d.length}자가 됩니다. ${d.most}자를 넘는 링크는 메일과 메신저에서 잘립니다. 둘러보기를 파일로 저장하거나 단계를 줄이십시오.`,
  "tour-link-malformed": () =>
    "이 링크에 담긴 둘러보기를 읽을 수 없습니다. 링크가 잘렸거나 바뀌었습니다. 링크 전체나 둘러보기 파일을 다시 받으십시오.",
  "tour-link-not-copied": () =>
    "이 브라우저에서 링크를 복사하지 못했습니다. 대신 둘러보기를 파일로 저장하십시오.",
  "still-other-weights": (d) =>
    `${d.where} 스틸은 이 사이트에 있는 것과 다른 ${d.model} 가중치로 만들어졌습니다. 여기서 생성하는 이미지는 다를 수 있습니다.`,
  "collection-for-now": () =>
    "저장 공간이 가득 찼거나 막혀 있어 이 브라우저에 저장하지 못합니다. 여기서 저장하는 것은 페이지를 닫을 때까지만 남습니다. 나중에도 쓰려면 세션을 저장하십시오.",
  "storage-unreadable": (d) =>
    `이 브라우저에 저장된 이미지를 읽지 못했습니다(${d.problem}). 그 자료는 바꾸지 않았습니다. 지금 저장하는 것은 페이지를 닫을 때까지만 남습니다.`,
  "film-unsupported": (d) =>
    `이 브라우저에서는 ${d.format} 동영상을 만들 수 없습니다. 다른 형식을 고르거나 다른 브라우저에서 녹화하십시오.`,
  "film-failed": (d) => `동영상을 만들지 못했습니다: ${d.reason}. 다시 시도하거나 다른 형식을 고르십시오.`,
  "film-cancelled": () => "녹화를 취소했습니다.",
  "film-ended": () =>
    "다른 모델을 열었거나 녹화 화면을 닫아 녹화가 끝났고 동영상은 저장되지 않았습니다. 산책의 모델을 열고 다시 녹화하십시오.",
};
