/** 가져오기 보고서의 문장. */
import type { AssumptionCode, UnusedReason } from "../../model/formats/import-notes";

type Facts = Readonly<Record<string, string | number>>;

export const importingKo = {
  assumptions: {
    averaged: (d) =>
      `평균한 가중치(${d.kept})를 읽었습니다. 평균하지 않은 가중치(${d.left})는 읽지 않았습니다.`,
    "power-step": (d) =>
      `가중치 ${d.count}개를 스펙트럼 노름으로 나누었습니다. 노름은 ${d.family} 코드의 순전파에서처럼 저장된 벡터로 거듭제곱법을 한 단계 적용해 구했습니다.`,
    epsilon: (d) =>
      `제곱근을 구하기 전에 분산에 ${d.epsilon}을(를) 더합니다. 파일에는 없고 ${d.family} 코드에 있는 값입니다.`,
    place: (d) =>
      `어텐션 층 ${d.site}의 폭에 맞는 자리가 여럿이어서, ${d.family} 코드에서처럼 격자가 ${d.cells} x ${d.cells}인 곳에 두었습니다.`,
    "no-statistics": (d) =>
      `정규화 ${d.count}개의 통계가 파일에 없습니다. 배치 통계로 가져오십시오. 그러지 않으면 이미지가 원본과 다릅니다.`,
    "gain-form": (d) =>
      d.form === "plain"
        ? "클래스별 이득이 양수를 중심으로 모여 있으므로 그대로 씁니다."
        : "클래스별 이득이 0을 중심으로 모여 있으므로 1을 더합니다.",
    "class-names": (d) => `클래스 ${d.count}개의 이름은 체크포인트와 함께 선택한 파일에서 가져왔습니다.`,
    "class-names-misfit": (d) =>
      `체크포인트와 함께 선택한 파일에는 이름이 ${d.given}개 있지만 클래스는 ${d.count}개입니다. 그래서 이 파일을 쓰지 않고 클래스를 번호로 표시합니다.`,
    "class-names-usual": (d) =>
      `이 코드 베이스는 보통 ${d.dataSet}(으)로 학습하므로, 클래스 ${d.count}개에 ${d.dataSet}의 이름을 원래 순서대로 붙였습니다. 파일에는 이름이 없습니다. 다른 이름을 쓰려면 이름 목록을 체크포인트와 함께 선택하세요.`,
    "classes-cut": (d) => `클래스 ${d.kept}개만 가져왔습니다(전체 ${d.count}개).`,
    "batch-drawn": (d) => `파일의 통계 대신 이미지 ${d.count}개(시드 ${d.seed})의 배치 통계를 씁니다.`,
    "batch-statistics": () =>
      "이 코드는 학습 모드에서 배치마다 구한 통계로 이미지를 생성합니다. 여기서는 파일의 이동 통계를 씁니다. 배치 통계가 저자들이 본 결과에 더 가까울 수 있습니다.",
    "latent-uniform": () =>
      "-1에서 1까지의 균등분포에서 뽑은 잠재 벡터로 학습했지만, 렌즈는 정규분포에서 뽑습니다. 학습한 범위를 벗어나지 않으려면 절단값을 0.6쯤으로 두십시오.",
    "leaky-slope": () =>
      "활성화 함수를 이 코드의 튜토리얼대로 기울기 0.2인 leaky ReLU로 가정했습니다. 파일에는 적혀 있지 않습니다.",
    "stale-weight": () =>
      "파일에는 이미 정규화한 가중치도 있으며, 이 코드의 표본 추출기는 그것을 한 번 더 나눕니다. 여기서는 학습한 그대로의 신경망을 씁니다.",
    truncation: (d) =>
      d.truncation === undefined
        ? "0에서 1까지 여러 절단값의 통계가 들어 있습니다. psi에 해당하는 통계를 쓰며, 두 값 사이에서는 원래 코드처럼 섞습니다. 1보다 크면 1의 통계를 씁니다."
        : `여러 절단값의 통계가 들어 있습니다. psi와 상관없이 절단값 ${d.truncation}의 통계를 씁니다.`,
    "second-blocks": () =>
      "공개된 같은 종류의 모든 모델처럼 블록 두 개마다 한 번씩 격자를 두 배로 키운다고 가정했습니다. 파일에는 적혀 있지 않습니다.",
  } satisfies Record<AssumptionCode, (d: Facts) => string>,
  unused: {
    discriminator: "판별기에 속함",
    optimizer: "옵티마이저에 속함",
    average: "필요 없는 평균",
    bookkeeping: "학습 기록용",
    copy: "사용한 텐서의 사본",
    unknown: "알 수 없음",
  } satisfies Record<UnusedReason, string>,
  unread: "읽지 않음",
} as const;
