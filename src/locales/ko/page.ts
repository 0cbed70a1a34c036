import type { Text } from "../en/page";
import { errorsKo } from "./errors";
import { inside, numbers, own, parts, whatIf } from "./page/explain";
import { embed, figure, files, link, page } from "./page/export";
import { discriminate, engine, gallery, training } from "./page/networks";
import { chips, film, shell } from "./page/shell";
import { map, maps, pins, stage, tools } from "./page/stage";
import { compare, directions, image, latent, mix, saved, walk } from "./page/steer";
import { pageErrorsKo } from "./page-errors";

/**
 * All text of the page, in Korean. The terms are those of Korean textbooks, with the English term where a reader looks for it.
 * After a number or a name stand only words and particles that fit any ending.
 */
export const ko: Text = {
  title: "SAGAN Lens",
  subtitle: "GAN이 각 지점을 그릴 때 이미지의 어디를 보는지 살펴보기",
  learn: "브라우저에서 학습시켜 보기",
  article: "셀프 어텐션의 원리",
  skipToControls: "설정으로 건너뛰기",
  hint: "이미지를 가리키면 그 위치가 주목하는 곳이 보입니다. 클릭하면 고정됩니다.",
  hintFirst:
    "이 눈구석을 그릴 때 신경망은 반대쪽 눈을 봅니다. 아무 곳이나 가리키면 그 위치가 주목하는 곳이 보이고, 클릭하면 고정됩니다.",
  hintPinned: "고정했습니다. 다른 곳을 가리키면 가중치를 읽을 수 있고, Esc 키를 누르면 고정이 풀립니다.",
  hintTouch: "이미지를 누르면 그 위치가 고정되고 주목하는 곳이 보입니다.",
  hintFirstTouch:
    "이 눈구석을 그릴 때 신경망은 반대쪽 눈을 봅니다. 아무 곳이나 누르면 그 위치가 주목하는 곳이 보입니다.",
  hintPinnedTouch:
    "고정했습니다. “+ 고정”을 누르면 다른 위치를 추가할 수 있고, 고정한 위치를 누르면 고정이 풀립니다.",
  errors: { ...errorsKo, ...pageErrorsKo },
  shell,
  chips,
  film,
  stage,
  map,
  maps,
  parts,
  own,
  link,
  figure,
  files,
  page,
  embed,
  tools,
  pins,
  whatIf,
  inside,
  numbers,
  image,
  latent,
  directions,
  saved,
  mix,
  walk,
  compare,
  discriminate,
  training,
  gallery,
  engine,
  theme: { label: "화면 테마", auto: "자동", light: "밝게", dark: "어둡게" },
  language: { label: "언어" },
  notice: { dismiss: "닫기", openFile: "파일 열기" },
};
