import type { Text } from "./en";

/** What went wrong and what to do, in Korean. Paths and names stand apart from particles, which would depend on their sound. */
export const errorsKo: Text["errors"] = {
  "manifest-missing": (d) =>
    `모델 설명 파일이 없습니다: ${d.where} (상태 코드 ${d.status}). 모델 이름이 맞는지, 모델 폴더가 사이트에 함께 올라가 있는지 확인하십시오.`,
  "manifest-not-json": (d) =>
    `올바른 JSON이 아닌 파일입니다: ${d.where} (${d.problem}). 원본에서 파일을 복구하십시오.`,
  "manifest-field": (d) =>
    `${d.where} 파일에 잘못된 항목이 있습니다. ${d.path}: ${d.problem}. 그 항목을 고친 뒤 새로 고치십시오.`,
  "file-missing": (d) =>
    `${d.file} 파일이 없습니다(상태 코드 ${d.status}). 모델 폴더 전체가 올라가 있는지 확인하십시오.`,
  "file-unreachable": (d) =>
    `${d.file} 파일에 접근할 수 없습니다. 네트워크 연결을 확인한 뒤 다시 시도하십시오.`,
  "file-truncated": (d) =>
    `${d.file} 파일이 ${d.expected}바이트 중 ${d.found}바이트에서 끝났습니다. 다시 시도하십시오. 계속 그렇다면 서버에 있는 파일이 잘린 것입니다.`,
  "file-altered": (d) =>
    `${d.file} 파일이 모델 설명에 적힌 것과 다릅니다(기대 ${d.expected}, 실제 ${d.found}). 전송 중에 손상되었거나 바뀐 것입니다. 새로 고치거나 모델 폴더를 다시 올리십시오.`,
  "safetensors-malformed": (d) =>
    `${d.where} 파일을 safetensors 형식으로 읽을 수 없습니다: ${d.problem}. 원본에서 파일을 복구하십시오.`,
  "tensor-missing": (d) =>
    `${d.where} 파일에 텐서 ${d.tensor} 항목이 없습니다. 가중치가 이 model.json의 것이 아닙니다.`,
  "tensor-shape": (d) =>
    `${d.where} 파일에서 텐서 ${d.tensor}의 모양이 ${d.found}입니다. 필요한 모양은 ${d.expected}입니다. 가중치가 이 model.json의 것이 아닙니다.`,
  "tensor-not-finite": (d) =>
    `${d.where} 파일의 텐서 ${d.tensor}에 무한대이거나 수가 아닌 값이 들어 있습니다. 학습이 잘못된 것이므로 더 이른 체크포인트를 내보내십시오.`,
  "still-malformed": (d) => `미리 만든 이미지 파일 ${d.where}에 문제가 있어 쓸 수 없습니다: ${d.problem}.`,
  "run-malformed": (d) => `학습 기록 파일 ${d.where}에 문제가 있어 쓸 수 없습니다: ${d.problem}.`,
  "backend-unknown": (d) =>
    `“${d.backend}” 백엔드는 없습니다. 주소에는 webgpu, webgl, wasm, cpu 중 하나를 쓰십시오. 지금은 가장 알맞은 것을 골랐습니다.`,
  "backend-unavailable": (d) =>
    `${d.backend} 백엔드를 여기에서 쓸 수 없습니다: ${d.reason}. 주소에 “backend=${d.backend}” 부분이 있으면 지우십시오. 그러면 알맞은 백엔드를 자동으로 고릅니다.`,
  "backend-timeout": (d) =>
    `${d.backend} 백엔드가 ${d.seconds}초 안에 응답하지 않았습니다. 주소에 “backend=${d.backend}” 부분이 있으면 지우십시오. 그러면 알맞은 백엔드를 자동으로 고릅니다.`,
  "backend-inexact": (d) =>
    `${d.backend} 백엔드가 이 기기에서 잘못 계산합니다. 최대 오차: ${formatError(d.error)}. 이 백엔드는 쓰지 않습니다. 그래픽 드라이버를 업데이트하면 나아질 수 있습니다.`,
  "backend-not-finite": (d) =>
    `${d.backend} 백엔드가 만든 이미지에 무한대이거나 수가 아닌 값이 있거나, 이미지 전체가 한 값입니다. 이 백엔드는 쓰지 않습니다.`,
  "picture-not-finite": (d) =>
    `여기에서 실행되는 모든 백엔드(${d.tried})에서 이 모델의 이미지에 무한대이거나 수가 아닌 값이 있거나, 이미지 전체가 한 값입니다. 가중치가 손상되었거나 다른 신경망의 가중치로 잘못 읽힌 것입니다. 무엇으로 읽혔는지는 가져오기 보고서에서 확인하십시오.`,
  "no-backend": (d) =>
    `이 브라우저에서는 생성기를 실행할 수 없습니다(시도한 백엔드: ${d.tried}). 아래 이미지는 미리 만든 것이며, 어텐션은 그대로 볼 수 있습니다.`,
  "image-waits": (d) =>
    `${d.where}은(는) 이미지인데, 이미지를 볼 판별자가 아직 준비되지 않았습니다. 생성기가 도착한 뒤 다시 여세요.`,
  "image-unreadable": (d) =>
    `${d.where}을(를) 이미지로 읽을 수 없습니다. 파일이 손상되었거나 이 브라우저가 모르는 형식입니다. PNG나 JPEG로 다시 저장하세요.`,
  "image-huge": (d) =>
    `${d.where}은(는) ${d.pixels}픽셀로, 열 수 있는 한 변 ${d.limit}픽셀을 넘습니다. 먼저 줄이세요. 신경망은 64픽셀 정도로 봅니다.`,
  "image-moves": (d) => `${d.where}은(는) 움직이는 이미지입니다. 첫 프레임만 보여 줍니다.`,
  "image-small": (d) =>
    `${d.where}은(는) ${d.pixels}픽셀로, 신경망이 학습한 한 변 ${d.size}픽셀보다 작습니다. 확대했으므로 점수는 이미지보다 확대의 영향을 더 보여 줄 수 있습니다.`,
  "all-keys-masked": (d) =>
    `${d.site} 층의 모든 키가 마스크됩니다. 질의에는 주목할 곳이 있어야 하므로 키를 적어도 하나는 남겨 두십시오.`,
  "snapshot-unknown": (d) =>
    `모델 ${d.model}에 스텝 ${d.step}의 스냅샷이 없습니다. 학습 시점 막대에 있는 스텝을 고르십시오.`,
  "device-lost": (d) =>
    `${d.backend}이(가) 계산하는 동안 그래픽 장치를 잃었습니다. 드라이버가 다시 시작되었거나 기기가 잠들었을 수 있습니다. 마지막으로 보관한 뒤에 계산한 것은 사라졌습니다.`,
  "worker-lost": (d) =>
    `백그라운드에서 일하던 부분이 끝났습니다: ${d.reason}. 다시 시도하십시오. 다음에 쓸 때 새로 시작합니다.`,
  "engine-restarted": (d) =>
    `생성기가 쓰던 그래픽 장치나 워커를 잃어 ${d.backend} 백엔드에서 다시 시작했습니다. 하던 것은 모두 그대로입니다.`,
  "engine-stepped-down": (d) =>
    `생성기가 ${d.from} 백엔드를 잃어 이제 ${d.to} 백엔드에서 실행됩니다. 하던 것은 모두 그대로입니다. 페이지를 새로 고치면 ${d.from} 백엔드를 다시 시도합니다.`,
  "kept-for-now": ({ model }) =>
    `이 브라우저는 이 사이트의 것을 저장하지 않으므로(저장 공간이 가득 찼거나 막혀 있습니다) ${model}은(는) 페이지를 닫을 때까지만 남습니다. 오래 두려면 폴더로 저장하세요.`,
  "remote-address": ({ address }) =>
    `${address}에서는 모델을 가져올 수 없습니다. https://example.org/generator.pth 같은 온전한 https 주소를 쓰세요.`,
  "not-kept": () =>
    "저장 공간이 가득 찼거나 막혀 있어 이 브라우저가 이 사이트의 파일을 보관하지 못합니다. 공간을 비우거나 허용한 뒤 다시 시도하세요. 그동안 학습을 파일로 저장할 수 있습니다.",
  "no-discriminator": (d) =>
    `모델 ${d.model}에는 판별기가 들어 있지 않아 이미지를 판별할 수 없습니다. 판별기가 있는 모델을 고르십시오.`,
  "judgement-not-finite": (d) =>
    `모델 ${d.model}의 판별기가 무한대이거나 수가 아닌 값을 냈습니다. 이미지에 유한한 수만 있는지 확인하십시오. 그렇다면 다른 백엔드를 고르십시오.`,
  "direction-foreign": (d) =>
    `${d.where} 파일의 방향은 모델 ${d.model}의 것으로 수가 ${d.size}개이며, 모델 ${d.wanted}에는 맞지 않습니다. 그 방향을 만든 모델을 여십시오.`,
  "direction-nowhere": (d) =>
    `“${d.name}” 방향은 어디로도 가지 않습니다. 두 이미지의 잠재 벡터가 같습니다. 다른 이미지를 고르십시오.`,
  "direction-too-long": (d) =>
    `“${d.name}” 방향의 두 이미지는 슬라이더에 담기에 너무 멀리 떨어져 있습니다. 잠재 벡터가 극단적이지 않은 이미지를 고르십시오.`,
  "directions-failed": (d) =>
    `이 모델에는 주성분 방향이 없습니다: ${d.reason}. 개별 성분의 슬라이더는 그대로 쓸 수 있습니다.`,
  "too-many-directions": (d) =>
    `나만의 방향이 이미 ${d.limit}개 있습니다. 먼저 하나를 삭제하십시오. 내보내면 파일로 남습니다.`,
  "too-many-kept": (d) => `이미지를 이미 ${d.limit}개 보관하고 있습니다. 먼저 하나를 삭제하십시오.`,
  "too-many-key-frames": (d) =>
    `산책에는 키프레임을 ${d.limit}개까지 넣을 수 있습니다. 먼저 하나를 삭제하십시오.`,
  "link-fields": (d) =>
    `링크에서 이해하지 못한 부분은 기본값으로 두었습니다: ${d.fields}. 전달되는 동안 잘렸을 수 있습니다. 링크를 다시 받거나 여기에서 계속하십시오.`,
  "link-not-copied": () =>
    "이 브라우저에서 링크를 복사하지 못했습니다. 이 페이지의 주소가 같은 링크이므로 주소창에서 복사하십시오.",
  "picture-not-copied": () => "이 브라우저가 그림 복사를 허용하지 않았습니다. PNG로 저장해 그 파일을 쓰세요.",
  "file-unknown": (d) =>
    `${d.where} 파일은 이 렌즈의 파일이 아닙니다. 여기서 저장한 세션(.json), 스틸(.safetensors), 방향(.json)을 열 수 있습니다. 바뀐 것은 없습니다.`,
  "file-too-large": (d) =>
    `${d.where} 파일은 ${d.megabytes} MB로, 이 렌즈의 어떤 파일(최대 ${d.limit} MB)보다도 큽니다. 맞는 파일인지 확인하세요. 바뀐 것은 없습니다.`,
  "session-malformed": (d) =>
    `${d.where} 세션 파일의 ${d.path} 항목이 잘못되었습니다: ${d.problem}. 다시 저장하거나 그 항목을 고치세요. 바뀐 것은 없습니다.`,
  "still-other-weights": (d) =>
    `${d.where} 스틸은 이 사이트에 있는 것과 다른 ${d.model} 가중치로 만들어졌습니다. 여기서 생성기가 만드는 이미지는 다를 수 있습니다.`,
  "collection-for-now": () =>
    "저장 공간이 가득 찼거나 막혀 있어 이 브라우저가 아무것도 보관하지 못합니다. 모은 것은 페이지를 닫을 때까지만 남으므로 오래 두려면 세션으로 저장하십시오.",
  "storage-unreadable": (d) =>
    `이 브라우저에 보관된 이미지를 읽지 못했습니다(${d.problem}). 그 자료는 그대로 두며, 지금 보관하는 것은 페이지를 닫을 때까지만 남습니다.`,
  "film-unsupported": (d) =>
    `이 브라우저에서는 ${d.format} 동영상을 만들 수 없습니다. 다른 형식을 고르거나 다른 브라우저에서 녹화하십시오.`,
  "film-failed": (d) => `동영상을 만들지 못했습니다: ${d.reason}. 다시 시도하거나 다른 형식을 고르십시오.`,
  "film-cancelled": () => "녹화를 취소했습니다.",
  cancelled: () => "불러오기를 취소했습니다.",
  "engine-failed": (d) => `생성기가 멈추었습니다: ${d.reason}. 페이지를 새로 고치면 다시 시작합니다.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "수가 아님";
}
