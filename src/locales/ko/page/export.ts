import type { Text } from "../../en/page";

/** 링크, 그림, 파일, 페이지, 임베드 코드. */

export const link: Text["link"] = {
  copy: "링크 복사",
  copied: "복사됨",
  help: "지금 보이는 그대로 여는 링크입니다.",
  onlyHere: (file) =>
    file === undefined
      ? "이 모델은 이 브라우저에만 있습니다. 다른 곳에서 링크를 열려면 모델 폴더도 필요합니다. 폴더로 저장해 함께 보내십시오."
      : `이 모델은 이 브라우저에만 있습니다. 다른 곳에서 링크를 열려면 ${file} 파일도 필요합니다. 함께 보내십시오.`,
};

export const figure: Text["figure"] = {
  heading: "그림",
  preview: "그림 미리 보기",
  image: "생성된 이미지",
  query: (x, y) => `질의 ${x}, ${y}`,
  caption: (c) =>
    `${c.site}의 셀프 어텐션, 질의 ${c.queries}, 키 ${c.keys}개. 각 맵은 같은 색의 질의가 주목하는 곳(${c.part})이며 ${c.rowsSumToOne ? "가중치의 합은 1입니다" : "소프트맥스를 질의에 대해 취하므로 가중치의 합은 1이 아닙니다"}. 색은 0부터 ${c.top}까지, ${c.scale} 기준; 색 척도: ${c.curve}.`,
  region: (count) => `질의 ${count}개의 평균`,
  regionCaption: (c) =>
    `${c.site}의 셀프 어텐션, 질의 ${c.queries}, 키 ${c.keys}개. 맵은 테두리 안의 질의들이 평균적으로 주목하는 곳(β)이며 ${c.rowsSumToOne ? "가중치의 합은 1입니다" : "소프트맥스를 질의에 대해 취하므로 가중치의 합은 1이 아닙니다"}. 색은 0부터 ${c.top}까지, ${c.scale} 기준; 색 척도: ${c.curve}.`,
  layerCaption: (c) =>
    `${c.site}의 셀프 어텐션, 질의 ${c.queries}, 키 ${c.keys}개. ${c.map}. ${c.help} 색은 0부터 ${c.top}까지(${c.axis}); 색 척도: ${c.curve}.`,
  scaleOfAll: "이 이미지의 모든 질의 가운데 가장 큰 가중치",
  scaleOfThese: "보이는 질의 가운데 가장 큰 가중치",
  step: (step) => `학습 단계 ${step}`,
  changed: "층 안을 바꾼 상태",
  ground: "맵",
  grounds: {
    over: { label: "이미지 위에", help: "화면에서처럼 그립니다. 고정한 질의마다 맵을 하나씩 그립니다." },
    plain: { label: "맵만", help: "맵만 컬러맵의 색으로 그립니다." },
  },
  png: "PNG 파일",
  scale: "배율",
  svg: "SVG 파일",
  copy: "복사",
  numbers: "데이터",
  numbersHelp:
    "CSV는 스프레드시트에서 열립니다. 값은 쉼표로 구분하고 소수점은 마침표(.)입니다. NPY는 NumPy에서 모양까지 그대로 열립니다.",
  row: (format) => `행, ${format}`,
  pictureAs: (format) => `이미지, ${format}`,
  matrix: (format) => `전체 행렬, ${format}`,
  matrixProgress: "행렬을 쓰는 중",
};

export const files: Text["files"] = {
  heading: "작업 저장",
  help: "세션에는 이미지, 고정한 질의와 보기 설정, 저장한 이미지, 직접 만든 방향, 산책이 모두 들어갑니다. 스틸에는 이 이미지와 맵이 들어가며, 생성기 없이도 열립니다. 페이지는 스틸을 HTML 파일 하나에 담은 것으로, 발표 자료나 강의 플랫폼에 쓸 수 있습니다. 어떤 브라우저에서든 오프라인으로 열리고 포인터에 반응합니다.",
  asLearned: "스틸은 변경하지 않은 신경망을 보여 주며, 층 안의 변경은 같은 파일에 적어 둡니다.",
  session: "세션 저장",
  still: "스틸 저장",
  page: "페이지 저장",
  open: "파일 열기",
  drop: "놓으면 열립니다",
  dropHelp:
    "여기서 저장한 세션, 스틸, 방향 파일(실행 취소로 되돌릴 수 있음), 판별기에 보일 이미지, 내 생성기를 열 수 있습니다.",
  opened: {
    session: "세션을 열었습니다.",
    still: "스틸을 열었습니다.",
    direction: "방향을 추가했습니다.",
    tour: "둘러보기를 열었습니다.",
    image: "판별기가 올린 이미지의 점수를 구하고 있습니다.",
    generator: "생성기를 읽고 있습니다.",
  },
};

export const page: Text["page"] = {
  help: "이미지 위를 가리키거나 화살표 키로 움직이면 그 질의가 주목하는 곳이 맵에 나타납니다. 클릭하면 질의가 고정되고, Shift+클릭하면 더 고정됩니다.",
  noScript: "이미지와 맵은 스크립트가 그립니다. 보려면 이 페이지에서 스크립트를 허용하십시오.",
  link: "SAGAN Lens에서 열기",
};

export const embed: Text["embed"] = {
  heading: "임베드",
  kind: "임베드 형태",
  kinds: {
    iframe: { label: "프레임", help: "스크립트를 막는 강의 플랫폼을 포함해 어디에서나 동작합니다." },
    element: { label: "요소", help: "페이지의 일부가 됩니다. 여러 개를 넣어도 생성기는 하나만 씁니다." },
    link: { label: "링크", help: "지금 보이는 그대로 렌즈를 엽니다." },
  },
  controls: "넣을 컨트롤",
  controlNames: {
    bar: "색 막대",
    sentence: "문장",
    seed: "시드",
    psi: "절단",
    classes: "클래스",
    gamma: "어텐션 세기",
    temp: "온도",
    step: "학습 단계",
    map: "맵",
    part: "어텐션 나누어 보기",
    overlay: "이미지 위 표시",
    scale: "색 범위",
    link: "렌즈로 가는 링크",
  },
  code: "복사할 코드",
  copy: "코드 복사",
  preview: "임베드한 렌즈 미리 보기",
  notOnSite:
    "이 모델은 이 브라우저에만 있어 다른 사람에게는 코드가 동작하지 않습니다. 모델 폴더를 저장해 렌즈를 제공하는 사이트의 models/에 넣으십시오.",
};
