import type { Text } from "../../en/page";

/** 판별기, 학습 과정, 예시, 엔진의 상태. */

export const discriminate: Text["discriminate"] = {
  heading: "판별기",
  help: "판별기는 진짜 이미지와 생성된 이미지를 구별하도록 학습했고, 생성기는 판별기의 그레이디언트로 학습했습니다. 판별기에도 셀프 어텐션 층이 있습니다.",
  loading: "판별기를 불러오는 중",
  score: (score) => `점수 D(x) = ${score}`,
  lineLabel: "이 이미지의 점수와 힌지 손실의 마진",
  marginMade: "생성된 것이면 손실 없음",
  marginReal: "진짜이면 손실 없음",
  meanReal: "진짜",
  meanMade: "생성",
  verdicts: {
    made: {
      real: (loss) => `0보다 큽니다. 판별기가 생성된 이미지를 진짜로 판단합니다. 힌지 손실은 ${loss}입니다.`,
      made: (loss) =>
        `0보다 크지 않습니다. 판별기가 생성된 이미지임을 알아봅니다. 힌지 손실은 ${loss}이며, −1 아래에서는 없습니다.`,
    },
    own: {
      real: (loss) =>
        `0보다 큽니다. 판별기가 내 이미지에 학습 때의 진짜 이미지와 같은 쪽의 점수를 줍니다. 힌지 손실은 ${loss}이며, 1 위에서는 없습니다.`,
      made: (loss) =>
        `0보다 크지 않습니다. 판별기가 내 이미지에 생성된 이미지와 같은 쪽의 점수를 줍니다. 학습 중이라면 힌지 손실은 ${loss}입니다.`,
    },
  },
  ownScore: (model) =>
    `내 이미지가 “${model}” 모델의 학습 이미지와 닮지 않았다면 이 점수에는 큰 의미가 없습니다. 판별기는 학습 데이터만 알기 때문에, 단순한 도형이나 노이즈에 진짜 이미지보다 높은 점수를 줄 수도 있습니다.`,
  attentionOf: "어텐션을 볼 신경망",
  networks: {
    generator: { label: "생성기", help: "이미지를 생성하는 동안 각 위치가 주목한 곳입니다." },
    discriminator: {
      label: "판별기",
      help: "이미지의 점수를 구하는 동안 각 위치가 주목하는 곳입니다. 포인터, 고정, 맵, 수치, 파일이 이 층을 가리킵니다.",
    },
  },
  gradient: "점수는 어디에서 오는가",
  gradientHelp: "픽셀을 조금 바꿀 때 점수가 많이 변하는 곳일수록 밝습니다(그레이디언트의 크기).",
  gradientAxis: "|∂D / ∂픽셀|",
  own: "내 이미지 시험하기",
  ownHelp:
    "파일을 고르거나, 페이지에 끌어다 놓거나, 붙여 넣으십시오. 학습 때처럼 정사각형으로 자르고 크기를 맞추며, 이 브라우저를 벗어나지 않습니다.",
  back: "생성된 이미지로 돌아가기",
  userImage: (model) => `${model}의 판별기가 점수를 매긴 사용자의 이미지`,
};

export const training: Text["training"] = {
  heading: "학습 과정",
  help: "같은 잠재 벡터를 학습의 여러 단계에서 본 것입니다. 맵, 수치, 변경은 고른 단계의 것입니다. 감마는 0에서 시작하며, 이때 어텐션이 더하는 것은 없습니다. 0에서 벗어나면 어텐션이 작용합니다.",
  fromStart: (step, gamma) =>
    `기록은 학습 초기인 스텝 ${step}에서 시작합니다. 그때 생성기의 감마는 ${gamma}이었습니다.`,
  fromLater: (step, gamma) =>
    `기록은 스텝 ${step}에서 시작합니다. 그때 생성기의 감마는 이미 ${gamma}이었으므로, 0에서 벗어나는 과정은 여기에 나오지 않습니다.`,
  change: (step) => `스텝 ${step}(점선):`,
  jump: (before, after, from, to) =>
    `스텝 ${before}와(과) ${after} 사이에서 판별기의 손실이 ${from}에서 ${to}(으)로 뜁니다. 원인은 기록되어 있지 않습니다.`,
  moment: "학습 단계",
  step: (step) => `스텝 ${step}`,
  finished: (step) => (step ? `학습 완료, 스텝 ${step}` : "학습 완료"),
  loading: "이 단계의 가중치를 불러오는 중",
  distance: (samples) => `실제 이미지와의 거리 (표본 ${samples}개)`,
  axes: {
    step: "학습 스텝",
    distance: "거리(단위 없음)",
    gamma: "감마(어텐션의 배율)",
    share: "비율(0에서 1)",
    loss: "힌지 손실(단위 없음)",
    score: "점수(단위 없음)",
  },
  names: {
    gammaGenerator: "감마, 생성기",
    gammaDiscriminator: "감마, 판별기",
    queryDependence: "질의 의존도",
    entropyRatio: "엔트로피 / log M",
    discriminatorLoss: "손실, 판별기",
    generatorLoss: "손실, 생성기",
    scoreReal: "실제 이미지의 점수",
    scoreFake: "생성 이미지의 점수",
  },
};

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
