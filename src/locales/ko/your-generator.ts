/** 사용자가 가져온 생성기 패널의 한국어 글. */
import type { YourGeneratorText } from "../en/your-generator";

export const yourGeneratorKo: YourGeneratorText = {
  heading: "내 생성기",
  open: "내 생성기 열기",
  openHelp:
    "SAGAN 코드의 체크포인트(PyTorch, safetensors, NPZ, 조각 파일을 포함한 TensorFlow.js) 또는 여기서 저장한 폴더를 엽니다. 이 브라우저 밖으로 나가지 않습니다.",
  close: "닫기",
  cancel: "취소",
  goOn: "계속",
  download: "내려받기",
  sizing: (host) => `${host}에 크기를 묻는 중입니다.`,
  ask: (host, megabytes) =>
    megabytes === undefined
      ? `이 링크는 ${host}의 생성기를 요청합니다. 크기는 알 수 없습니다. 아직 아무것도 내려받지 않았습니다.`
      : `이 링크는 ${host}의 생성기(${megabytes} MB)를 요청합니다. 아직 아무것도 내려받지 않았습니다.`,
  downloading: (host, loaded, total) =>
    total === undefined ? `${host}: ${loaded} MB` : `${host}: ${loaded}/${total} MB`,
  reading: (loaded, total) => (total === "0.0" ? "알아보는 중입니다" : `읽는 중: ${loaded}/${total} MB`),
  recognised: (source, format) => `${source}(으)로 알아보았습니다(${format}).`,
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
    `${name}: 쿼리 ${width} × ${width}, 키 ${keyWidth} × ${keyWidth}, γ = ${gamma}`,
  gammaSmall: "너무 작아서 어텐션이 이미지를 거의 바꾸지 않습니다.",
  rowsDoNot: "소프트맥스가 쿼리 쪽으로 걸려 있어 행의 합이 1이 아닙니다.",
  assumed: (count) => `파일이 아니라 코드에서 가져온 것: ${count}`,
  unknown: (names) => `쓰지 않았고 무엇인지 모르는 것: ${names}.`,
  tensors: (used, unused) => `텐서: 쓴 것 ${used}, 쓰지 않은 것 ${unused}`,
  statistics: {
    label: "배치 정규화",
    running: { label: "이동 통계", help: "파일에 있는 값입니다. 평가 모드가 하는 방식입니다." },
    batch: {
      label: "배치에서",
      help: "시드 1의 잠재 벡터 64개로 구합니다. 학습 모드가 하는 방식이며, 언제나 이렇게 표본을 만드는 코드도 있습니다.",
    },
  },
  classes: "남길 클래스",
  classesHelp: (count) =>
    `0, 3, 7-9처럼 번호로 씁니다. 비우면 ${count}개 모두입니다. 적을수록 모델이 작아집니다.`,
  apply: "다시 읽기",
  save: "폴더로 저장",
  forget: "지우기",
  saveHelp:
    "이 폴더(zip 파일)는 자신의 렌즈의 public/models에 넣거나 여기에 다시 놓을 수 있습니다. 이미지를 어디에 쓸 수 있는지는 생성기를 학습한 사람이 정합니다.",
  known: "렌즈가 저장한 폴더이므로 알아볼 것이 없었습니다.",
};
