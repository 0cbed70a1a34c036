import type { ImportErrorCode, LensErrorDetails } from "../../model/errors";

/** 가져오는 생성기의 무엇이 잘못되었고 어떻게 할지. 가져올 때만 불러옵니다. */
export const importErrorsKo: Record<ImportErrorCode, (d: LensErrorDetails) => string> = {
  "file-unreadable": (d) =>
    `${d.file} 파일을 읽지 못했습니다(${d.reason}). 그사이 옮겨졌거나 바뀌었거나 접근이 막혔습니다. 다시 고르십시오.`,
  "remote-refused": ({ host }) =>
    `${host}에 연결할 수 없거나, 다른 사이트가 파일을 읽는 것을 허용하지 않습니다(CORS). 파일을 직접 내려받아 이 페이지에 놓으십시오.`,
  "remote-missing": ({ file, status }) =>
    `${file}에 파일이 없습니다(상태 코드 ${status}). 주소를 확인하십시오.`,
  "remote-cut": (d) =>
    `${d.file} 다운로드가 ${d.megabytes} MB${Number(d.of) > 0 ? `/${d.of} MB` : ""}에서 끊겼습니다. 다운로드를 계속하십시오. 받은 부분은 저장되어 있습니다.`,
  "remote-broken": (d) =>
    `${d.file} 파일을 여기서는 내려받을 수 없습니다. ${d.attempts}번 연이어 ${d.megabytes} MB를 넘지 못하고 끊겼습니다. 파일을 직접 내려받아 이 페이지에 놓으십시오.`,
  "checkpoint-unknown": (d) =>
    `${d.where} 파일을 체크포인트로 읽을 수 없습니다. 지원 형식: safetensors, PyTorch 파일, NPZ, 샤드를 갖춘 TensorFlow.js model.json. 파일을 확인하거나 다시 내려받으십시오.`,
  "checkpoint-files": (d) =>
    `함께 열 수 없는 파일들입니다: ${d.files}. 체크포인트를 하나씩 여십시오. 다른 파일과 함께 여는 것은 TensorFlow.js의 model.json과 그 샤드뿐입니다.`,
  "checkpoint-malformed": (d) =>
    `${d.where} 파일을 읽을 수 없습니다: ${d.problem}. 손상되었거나 잘린 파일이니 다시 받거나 다시 저장하십시오.`,
  "checkpoint-too-large": (d) =>
    `${d.where} 파일을 불러오기 전에 거부했습니다. ${d.part} 부분에 ${d.needed}바이트가 필요한데, 이 크기의 파일에는 ${d.limit}바이트까지만 허용됩니다. 손상되었거나 메모리를 고갈시키려고 만든 파일입니다. 원본에서 다시 받으십시오.`,
  "checkpoint-dtype": (d) =>
    `${d.where} 파일에서 ${d.tensor}의 수 형식은 ${d.dtype}이며, 지원하지 않습니다. 단정밀도나 반정밀도로 저장하십시오.`,
  "checkpoint-objects": (d) =>
    `${d.where} 파일에서 ${d.tensor} 항목은 파이썬 객체의 배열이어서 파이썬에서만 열 수 있습니다. 수로만 된 배열을 저장하십시오.`,
  "checkpoint-global": (d) =>
    `${d.where} 파일이 요구하는 ${d.name} 항목은 수가 아니라 코드입니다. 파일의 내용은 전혀 쓰지 않았습니다. 파일을 만든 곳에서 열어 가중치만 저장하십시오: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-opcode": (d) =>
    `${d.where} 파일이 쓰는 피클 연산 ${d.name} 항목은 보통의 체크포인트에 필요하지 않습니다. 파일의 내용은 전혀 쓰지 않았습니다. 파일을 만든 곳에서 열어 가중치만 저장하십시오: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-module": (d) =>
    `${d.where} 파일에는 신경망 전체(${d.name})가 피클로 들어 있으며, 이는 수만이 아니라 코드입니다. 그 코드가 있는 곳에서 불러와 가중치만 저장하십시오: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-torchscript": (d) =>
    `${d.where} 파일은 상태 사전이 아니라 TorchScript 프로그램입니다. torch.jit.load로 불러와 가중치만 저장하십시오: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-pickle": (d) =>
    `${d.where} 파일은 torch.save로 쓰지 않은 피클입니다. 파이썬에서 불러와 텐서를 저장하십시오: torch.save(tensors, 'weights.pth')`,
  "checkpoint-hdf": (d) =>
    `${d.where} 파일은 지원하지 않는 HDF5 기능을 씁니다(${d.part}). 파이썬에서 변환하십시오: import h5py, numpy; d = {}; h5py.File('${d.where}').visititems(lambda k, v: d.update({k: v[()]}) if hasattr(v, 'shape') else None); numpy.savez('weights.npz', **d)`,
  "checkpoint-onnx": (d) =>
    `${d.where} 파일은 ONNX 형식이며, 지원하지 않습니다. 파이썬에서 변환하십시오: import numpy, onnx, onnx.numpy_helper as h; numpy.savez('weights.npz', **{t.name: h.to_array(t) for t in onnx.load('${d.where}').graph.initializer})`,
  "checkpoint-tensorflow": (d) =>
    `${d.where} 파일은 TensorFlow 체크포인트의 일부이며, 지원하지 않습니다. 파이썬에서 변환하십시오: import numpy, tensorflow as tf; r = tf.train.load_checkpoint('${d.prefix}'); numpy.savez('weights.npz', **{k: r.get_tensor(k) for k in r.get_variable_to_shape_map()})`,
  "checkpoint-shard": (d) =>
    `${d.where} 파일에 필요한 ${d.file} 파일이 함께 주어지지 않았습니다. 모든 샤드와 함께 한꺼번에 고르십시오.`,
  "import-empty": (d) =>
    `${d.where} 파일에는 텐서가 없습니다. 설정이나 로그가 아니라 체크포인트인지 확인하십시오.`,
  "import-family-unknown": (d) => `“${d.family}”(이)라는 체크포인트 계열은 없습니다. 있는 계열: ${d.known}.`,
  "import-unknown": (d) =>
    `${d.where} 파일의 구조를 알 수 없습니다. 가장 가까운 것은 ${d.nearest}이며 그 이름 중 ${d.share}%가 있습니다. 맞지 않는 것: ${d.tensors}. 알려진 코드의 체크포인트라면 그 이름을 지정하십시오. 아니면 docs/importing.md에서 계열을 추가하는 방법을 보십시오.`,
  "import-misfit": (d) =>
    `${d.where} 파일의 구조를 알 수 없습니다. 가장 가까운 것은 ${d.nearest}이며 그 이름 중 ${d.share}%가 있지만, ${d.tensor} 텐서가 ${d.expected}여야 하는데 ${d.found}입니다. 그 밖의 알 수 없는 텐서: ${d.tensors || "없음"}. 계열을 추가하는 방법은 docs/importing.md에 있습니다.`,
  "import-no-attention": (d) =>
    `${d.where} 파일은 어텐션 층이 없는 ${d.family} 생성기여서 보여 줄 맵이 없습니다. 생성기에 어텐션이 있는 체크포인트를 고르십시오.`,
  "import-other-attention": (d) =>
    `${d.where} 파일에는 다른 종류의 어텐션(${d.family})이 있어 렌즈가 보여 줄 수 없습니다. 보통의 셀프 어텐션이 있는 체크포인트를 고르십시오.`,
  "import-discriminator": (d) =>
    `${d.where} 파일에는 판별기만 있고 생성기가 없습니다. 흔히 같은 폴더에 있는 생성기 파일을 고르십시오.`,
  "import-no-sigma": (d) =>
    `${d.tensor} 텐서의 스펙트럼 노름이 0이거나 수가 아닙니다. 가중치나 저장된 벡터가 비어 있습니다. 같은 학습의 더 나중 체크포인트를 고르십시오.`,
  "import-class": (d) =>
    `“${d.given}”은(는) 이 파일의 클래스가 아닙니다. 클래스 번호는 0부터 ${d.last}까지입니다.`,
  "import-no-classes": (d) =>
    `${d.where} 파일은 클래스가 없는 생성기(${d.family})여서 클래스를 고를 수 없습니다. 선택을 비워 두십시오.`,
  "import-too-large": (d) =>
    `${d.where} 파일에는 클래스가 ${d.classes}개 있어 그 표가 메모리에 들어가지 않습니다. ${d.most}개까지만 남기십시오.`,
  "import-not-finite": (d) =>
    `${d.tensor} 텐서를 계산하면 무한대이거나 수가 아닌 값이 나옵니다. 학습이 발산한 것이니 더 이른 체크포인트를 쓰십시오.`,
  "import-truncation": (d) =>
    `“${d.given}”은(는) 파일에 통계가 있는 절단값이 아닙니다. 0부터 1까지의 수를 지정하십시오.`,
  "import-half": (d) =>
    `${d.tensor} 텐서에 반정밀도로 나타내기에는 너무 큰 수가 있습니다. 단정밀도로 가져오십시오.`,
  "checkpoint-lfs": (d) =>
    `${d.where}은(는) 파일 자체가 아니라 Git LFS 포인터입니다. git lfs pull을 실행하거나 파일을 그 페이지에서 내려받으십시오.`,
  "checkpoint-page": (d) =>
    `${d.where}은(는) 파일 자체가 아니라 웹 페이지입니다. 주소를 브라우저에서 열어 파일을 내려받으십시오.`,
  "checkpoint-empty": (d) => `${d.where} 파일이 비어 있습니다. 다시 내려받거나 저장하십시오.`,
  "checkpoint-packed": (d) =>
    `${d.where}은(는) 여기서 풀지 않는 종류의 압축 파일입니다. 압축을 풀고 체크포인트를 고르십시오.`,
  "checkpoint-archive": (d) =>
    `${d.where} 압축 파일에는 여기서 읽을 수 있는 체크포인트가 없습니다. 들어 있는 것: ${d.files || "없음"}. 압축을 풀고 가중치 파일을 고르십시오.`,
  "checkpoint-old-torch": (d) =>
    `${d.where}은(는) PyTorch 0.1.1 이전의 파일이며, 여기서는 읽지 않습니다. PyTorch에서 다시 저장하십시오: torch.save(torch.load('${d.where}'), 'weights.pth')`,
};
