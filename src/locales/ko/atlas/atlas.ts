/** 여러 시드의 통계 페이지의 한국어 글. */
import type { AtlasText } from "../../en/atlas/atlas";

const map = (label: string, axis: string, help: string) => ({ label, axis, help });

export const atlasKo: AtlasText = {
  title: "여러 시드의 통계",
  toLens: "렌즈",
  toTraining: "브라우저에서 학습시키기",
  toArticle: "셀프 어텐션의 원리",
  intro:
    "어텐션 맵 하나는 이미지 한 장에 대해서만 답합니다. 여기서는 같은 층이 여러 이미지에 대해 답합니다. 이 위치는 늘 그곳에 주목합니까, 아니면 이 이미지에서만 그렇습니까?",
  settings: {
    heading: "계산할 것",
    model: "모델",
    class: "클래스",
    inTurn: "모두 차례대로",
    noClasses: "없음",
    mixed: "링크에 적힌 혼합",
    psi: "절단 ψ",
    first: "처음 시드",
    last: "마지막 시드",
    site: "어텐션 층",
    compute: "계산",
    fault: (max, most) =>
      `시드는 0부터 ${max}까지의 정수이며, 마지막 시드는 처음 시드보다 작을 수 없고, 최대 ${most}개입니다.`,
  },
  standing: {
    progress: "진행",
    running: (done, all) => `시드 ${all}개 가운데 ${done}개`,
    paused: (done, all) => `시드 ${all}개 가운데 ${done}개를 마치고 멈추었습니다.`,
    done: (all) => `시드 ${all}개를 모두 마쳤습니다.`,
    cancelled: (done, all) => `시드 ${all}개 가운데 ${done}개를 마치고 취소했습니다.`,
    basis: (count) => `아래 수치는 처음 시드 ${count}개의 것입니다.`,
    waiting: "첫 수치는 시드 10개 뒤에 나타납니다.",
    nothing: "아직 계산된 것이 없습니다.",
    lost: (done) =>
      `시드 ${done}개를 마친 뒤 페이지를 새로 고치거나 떠났습니다. 합은 저장되지 않으므로 다시 계산합니다.`,
    hidden: "이 페이지가 가려져 있는 동안에도 계속됩니다.",
    pause: "멈춤",
    resume: "계속",
    cancel: "취소",
    again: "다시 계산",
    runsOn: (backend) => `${backend}에서 실행됩니다.`,
  },
  views: {
    heading: "이미지와 행",
    image: "평균 이미지",
    imageHelp: "위치를 가리키거나 화살표 키로 움직이십시오. 클릭하거나 두드리거나 Enter를 누르면 고정됩니다.",
    row: "평균 행",
    rowHelp: (x, y, count) => `열 ${x}, 행 ${y}의 위치가 시드 ${count}개에서 평균적으로 읽는 것입니다.`,
    deviation: "표준편차",
    deviationHelp: "각 가중치가 시드마다 얼마나 달라지는지 나타냅니다. 평균 행과 같은 척도입니다.",
    spoken: ({ x, y, keyX, keyY, mean, deviation, count }) =>
      `열 ${x}, 행 ${y}의 위치는 열 ${keyX}, 행 ${keyY}에 가장 주목합니다. 시드 ${count}개의 평균 ${mean}, 표준편차 ${deviation}.`,
    weight: "평균 가중치",
    deviationAxis: "가중치의 표준편차",
    uniform: "1/M",
    empty: "평균 이미지는 시드 10개 뒤에 나타납니다.",
  },
  figures: {
    heading: "위치에 따라, 아니면 내용에 따라?",
    interval: (low, high) => `95 % 신뢰 구간 ${low} – ${high}`,
    noInterval: "시드가 하나이면 구간이 없습니다",
    position: { label: "위치", help: "질의의 위치가 주목할 곳을 얼마나 정하는지 나타냅니다." },
    content: { label: "내용", help: "이미지가 한 위치의 주목할 곳을 얼마나 정하는지 나타냅니다." },
    total: { label: "전체", help: "둘을 합친 것으로, 행이 모든 행의 평균에서 얼마나 먼지 나타냅니다." },
    note: "총변동이며 0부터 1까지입니다. 전체를 나눈 몫이 아닙니다. 시드가 적으면 위치가 크게 나오므로, 시드 수가 같은 수치끼리 비교하십시오.",
  },
  maps: {
    heading: "모든 위치의 맵",
    choice: "맵",
    at: (x, y, value) => `열 ${x}, 행 ${y}: ${value}`,
    position: map("위치", "위치, 총변동", "각 위치의 평균 행이 모든 행의 평균에서 얼마나 먼지 나타냅니다."),
    content: map(
      "내용",
      "내용, 총변동",
      "각 위치의 행이 그 위치의 평균 행에서 얼마나 먼지를 시드에 대해 평균한 것입니다.",
    ),
    total: map(
      "전체",
      "전체, 총변동",
      "각 위치의 행이 모든 행의 평균에서 얼마나 먼지를 시드에 대해 평균한 것입니다.",
    ),
    entropy: map(
      "평균 엔트로피",
      "평균 엔트로피, 내트",
      "0: 키 하나가 모든 가중치를 가집니다. log M: 모두 같습니다.",
    ),
    entropyDeviation: map(
      "엔트로피의 표준편차",
      "엔트로피의 표준편차, 내트",
      "각 위치의 엔트로피가 시드마다 얼마나 달라지는지 나타냅니다.",
    ),
    distance: map(
      "평균 거리",
      "평균 거리, 질의 칸",
      "각 위치가 평균적으로 얼마나 먼 곳에 주목하는지 나타냅니다. 가장자리에서는 일부가 기하에서 옵니다.",
    ),
    received: map(
      "받은 어텐션",
      "받은 어텐션, 가중치의 합",
      "모든 질의가 각 키에 준 가중치의 합입니다. 모두 고르게 읽히면 키마다 1입니다.",
    ),
    symmetry: map(
      "좌우 대칭",
      "대칭, 1 − 총변동",
      "1: 각 위치의 평균 행이 좌우로 마주 보는 위치의 평균 행을 뒤집은 것과 같습니다.",
    ),
  },
  displacements: {
    heading: "자기 위치에서 본 주목할 곳",
    help: "오른쪽(dx)과 아래(dy)로 그만큼 떨어진 칸에 가는 어텐션의 비율입니다. 먼 변위는 일부 위치에서만 가능합니다.",
    axis: "전체 어텐션에서의 비율",
    largest: (dx, dy, share) => `dx ${dx}, dy ${dy}에 가장 많이 갑니다: 전체 어텐션의 ${share}.`,
    dx: "dx, 칸",
    dy: "dy, 칸",
  },
  effects: {
    heading: "층이 각 이미지에 하는 일",
    effect: "γ = 0일 때 이미지의 변화",
    effectHelp: "|이미지 − 어텐션 없는 이미지|의 픽셀과 채널에 대한 평균이며, 0부터 2까지입니다.",
    effectAxis: "평균 절대 변화",
    share: "비율 ‖γ·o‖ / ‖x‖",
    shareHelp: "어텐션이 층의 입력에 비해 얼마나 더하는지 나타냅니다.",
    shareAxis: "비율",
    seeds: "시드 수",
    median: (value, low, high) => `중앙값 ${value}. 90 %는 ${low}부터 ${high}까지입니다.`,
  },
  seeds: {
    heading: (x, y) => `열 ${x}, 행 ${y}의 시드`,
    help: "숫자는 그 시드의 행과 평균 행 사이의 총변동입니다. 클릭하면 이미지가 렌즈에서 열립니다.",
    typical: "가장 전형적인 시드",
    unusual: "가장 예외적인 시드",
    seed: (seed) => `시드 ${seed}`,
    open: (seed, variation) => `시드 ${seed}, 총변동 ${variation}: 렌즈에서 열기`,
  },
  file: {
    open: "파일 열기",
    openHelp:
      "이 페이지나 sagan-lens atlas가 저장한 NPZ 파일은 계산 없이 다시 열립니다. 페이지에 끌어다 놓아도 됩니다.",
    drop: "놓으면 열립니다",
    dropHelp: "이 페이지나 sagan-lens atlas가 저장한 통계 NPZ 파일",
    from: (name) => `파일 ${name}에서 읽었으며, 여기서 계산하지 않았습니다.`,
    weights: {
      opening: "파일의 것과 가중치를 비교하려고 모델을 여는 중입니다.",
      same: "여기 있는 모델도 가중치가 같습니다.",
      other:
        "여기 있는 같은 이름의 모델은 가중치가 다릅니다. 시드별 이미지는 표시하지 않으며, 렌즈로 가는 링크는 다른 이미지를 보여 줍니다.",
      missing: "이 이름의 모델을 여기서 열 수 없습니다. 시드별 이미지는 표시하지 않습니다.",
    },
    notInAddress:
      "이 페이지의 주소에는 이 설정을 담을 수 없습니다. 링크와 계산 버튼은 학습이 끝난 생성자를 바꾸지 않고, 처음부터 마지막까지 모든 시드를 대상으로 합니다.",
    step: (step) => `학습 단계 ${step}`,
    temperature: (value) => `온도 ${value}`,
    noEffects: "파일에 이 값이 없습니다. --effects 없이 만든 파일입니다.",
    damaged: (name, problem) =>
      `파일 ${name}이(가) 손상되었거나 일부가 없습니다(${problem}). 다시 저장하거나, 저장한 곳에서 다시 복사하십시오.`,
    format: (name, problem) =>
      `파일 ${name}은(는) 이 통계의 파일이 아닙니다(${problem}). 이 페이지나 sagan-lens atlas가 저장한 NPZ 파일을 여십시오.`,
    unreadable: (name, problem) => `파일 ${name}을(를) 읽을 수 없습니다(${problem}). 다시 고르십시오.`,
  },
  takeAway: {
    heading: "내보내기",
    csv: "맵, CSV",
    npz: "전부, NPZ",
    svg: "그림, SVG",
    png: "그림, PNG",
    copy: "링크 복사",
    copied: "복사됨",
    help: "NPZ 파일은 NumPy에서 열립니다. 이 페이지의 모든 수, 평균 행과 표준편차, 그리고 출처가 들어 있습니다.",
    figure: "그림",
    figures: {
      row: { label: "평균 행", help: "평균 이미지, 그리고 보고 있는 위치의 평균 행과 표준편차." },
      map: { label: "맵", help: "평균 이미지, 그리고 선택한 모든 위치의 맵." },
    },
    rowCaption: ({ site, seeds, x, y, top }) =>
      `${seeds}에 대한 ${site}의 셀프 어텐션: 열 ${x}, 행 ${y}에 있는 질의의 평균 행과 각 가중치의 표준편차. 색은 0부터 ${top}까지, 색 척도는 제곱근.`,
    mapCaption: ({ site, seeds, map: name, help, top }) =>
      `${seeds}에 대한 ${site}의 셀프 어텐션. ${name}: ${help} 색은 0부터 ${top}까지.`,
    seedsOf: (first, last, count) => `시드 ${first}–${last} (${count}개)`,
    inTurn: "클래스 차례대로",
    weights: (hash) => `가중치 ${hash}`,
  },
};
