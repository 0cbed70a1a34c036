import type { CoreErrorCode, LensErrorDetails } from "../../model/errors";

/** What went wrong and what to do, in Korean. Paths and names stand apart from particles, which would depend on their sound. */
export const errorsKo: Record<CoreErrorCode, (d: LensErrorDetails) => string> = {
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
    `${d.where} 파일의 텐서 ${d.tensor}에 무한대이거나 수가 아닌 값이 들어 있습니다. 학습이 발산한 것이므로 더 이른 체크포인트를 내보내십시오.`,
  "still-malformed": (d) => `스틸 ${d.where} 파일에 문제가 있어 쓸 수 없습니다: ${d.problem}.`,
  "backend-unknown": (d) =>
    `“${d.backend}” 백엔드는 없습니다. 가장 알맞은 것을 대신 골랐습니다. 주소에는 webgpu, webgl, wasm, cpu 중 하나를 쓰십시오.`,
  "backend-unavailable": (d) =>
    `${d.backend} 백엔드를 여기에서 쓸 수 없습니다: ${d.reason ?? "이 브라우저가 제공하지 않습니다"}. 주소에 “backend=${d.backend}” 부분이 있으면 지우십시오. 그러면 알맞은 백엔드를 자동으로 고릅니다.`,
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
  "all-keys-masked": (d) =>
    `${d.site} 층의 모든 키가 마스크됩니다. 질의에는 주목할 키가 있어야 하므로 키를 적어도 하나는 마스크하지 마십시오.`,
  "link-misfit": (d) =>
    `주소의 일부가 모델 ${d.model}에 맞지 않아 빼거나 가장 가까운 값으로 바꾸었습니다: ${d.parts}.`,
  "snapshot-unknown": (d) =>
    `모델 ${d.model}에 스텝 ${d.step}의 스냅샷이 없습니다. 학습 시점 막대에 있는 스텝을 고르십시오.`,
  "device-lost": (d) =>
    `${d.backend}이(가) 계산하는 동안 그래픽 장치를 잃었습니다. 드라이버가 다시 시작되었거나 기기가 잠들었을 수 있습니다. 마지막 체크포인트 뒤의 단계는 사라졌습니다.`,
  "worker-lost": (d) =>
    `백그라운드 작업이 중단되었습니다: ${d.reason}. 다시 시도하십시오. 다음에 필요할 때 다시 시작합니다.`,
  "engine-restarted": (d) =>
    `생성기가 쓰던 그래픽 장치나 워커를 잃어 ${d.backend} 백엔드에서 다시 시작했습니다. 하던 것은 모두 그대로입니다.`,
  "engine-stepped-down": (d) =>
    `생성기가 ${d.from} 백엔드를 잃어 이제 ${d.to} 백엔드에서 실행됩니다. 하던 것은 모두 그대로입니다. 페이지를 새로 고치면 ${d.from} 백엔드를 다시 시도합니다.`,
  "no-discriminator": (d) =>
    `모델 ${d.model}에는 판별기가 들어 있지 않아 이미지의 점수를 구할 수 없습니다. 판별기가 있는 모델을 고르십시오.`,
  "output-not-finite": (d) =>
    `모델 ${d.model}의 판별기가 무한대이거나 수가 아닌 값을 냈습니다. 이미지에 유한한 수만 있는지 확인하십시오. 그렇다면 다른 백엔드를 고르십시오.`,
  "directions-failed": (d) =>
    `이 모델에는 주성분 방향이 없습니다: ${d.reason}. 개별 성분의 슬라이더는 그대로 쓸 수 있습니다.`,
  cancelled: () => "불러오기를 취소했습니다.",
  "engine-failed": (d) => `생성기가 멈추었습니다: ${d.reason}. 페이지를 새로 고치면 다시 시작합니다.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "수가 아님";
}
