/** 사용자가 가져온 생성기 패널의 한국어 글. */
import type { YourGeneratorText } from "../en/your-generator";

export const yourGeneratorKo: YourGeneratorText = {
  heading: "내 생성기",
  open: "내 생성기 열기",
  openHelp:
    "SAGAN 코드의 체크포인트(PyTorch, safetensors, NPZ, 샤드를 갖춘 TensorFlow.js) 또는 여기서 저장한 폴더를 엽니다. 이 브라우저를 벗어나지 않습니다.",
  close: "닫기",
  cancel: "취소",
  goOn: "계속",
  download: "내려받기",
  sizing: (host) => `${host}에 파일 크기를 확인하는 중입니다.`,
  ask: (host, megabytes) =>
    megabytes === undefined
      ? `이 링크는 ${host}의 생성기를 엽니다. 크기는 알 수 없습니다. 아직 아무것도 내려받지 않았습니다.`
      : `이 링크는 ${host}의 생성기(${megabytes} MB)를 엽니다. 아직 아무것도 내려받지 않았습니다.`,
  downloading: (host, loaded, total) =>
    total === undefined ? `${host}: ${loaded} MB` : `${host}: ${loaded}/${total} MB`,
  reading: (loaded, total) =>
    total === "0.0" ? "신경망을 인식하는 중입니다" : `읽는 중: ${loaded}/${total} MB`,
  completing: "모델을 완성하는 중입니다",
  storing: (megabytes) => `이 브라우저에 ${megabytes} MB를 저장하는 중입니다`,
  recognised: (source, format) => `인식 결과: ${source}(${format}).`,
  foundIn: (place) => `${place}에서 찾았습니다.`,
  formats: {
    safetensors: "safetensors",
    "torch-zip": "PyTorch 파일",
    "torch-legacy": "옛 형식의 PyTorch 파일",
    npz: "NumPy 묶음",
    tfjs: "TensorFlow.js 모델",
    hdf: "HDF5 파일",
  },
  site: (name, width, keyWidth, gamma) =>
    `${name}: 질의 ${width} × ${width}, 키 ${keyWidth} × ${keyWidth}, γ = ${gamma}`,
  gammaSmall: "감마가 너무 작아서 어텐션이 이미지를 거의 바꾸지 않습니다.",
  rowsDoNot: "소프트맥스를 질의에 대해 취하므로 행의 합이 1이 아닙니다.",
  assumed: (count) => `파일에 없어 코드에 따라 가정한 것: ${count}`,
  unknown: (names) => `알 수 없어 쓰지 않은 것: ${names}.`,
  tensors: (used, unused) => `텐서: 쓴 것 ${used}, 쓰지 않은 것 ${unused}`,
  statistics: {
    label: "배치 정규화",
    running: { label: "이동 통계", help: "파일에 저장된 값이며, 평가 모드에서 쓰는 값입니다." },
    batch: {
      label: "배치 통계",
      help: "학습 모드에서처럼 잠재 벡터 64개(시드 1)의 배치로 구합니다. 언제나 이렇게 표본을 뽑는 코드도 있습니다.",
    },
  },
  classes: "가져올 클래스",
  classesHelp: (count) =>
    `0, 3, 7-9처럼 번호로 씁니다. 비우면 ${count}개 모두입니다. 적을수록 모델이 작아집니다.`,
  apply: "다시 가져오기",
  needsSource: (file) =>
    `체크포인트 자체는 여기에 저장되지 않습니다. 이 설정으로 가져오려면 ${file} 파일을 다시 고르십시오.`,
  chooseSource: "파일 고르기",
  from: (file) => `가져온 파일: ${file}.`,
  noRecord: "이 모델에는 저장된 가져오기 보고서가 없습니다.",
  save: "폴더로 저장",
  forget: "삭제",
  saveHelp:
    "이 폴더(zip 파일)는 자신의 렌즈의 public/models에 넣거나 여기에 다시 놓을 수 있습니다. 생성된 이미지를 어디에 쓸 수 있는지는 생성기를 학습시킨 사람이 정합니다.",
  known: "SAGAN Lens가 저장한 폴더이므로 인식할 것이 없었습니다.",
};
