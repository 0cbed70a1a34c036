/** Files of what is on show. The code that writes them is loaded when the first one is wanted. */
import type { AttentionSite } from "../../attention/site";
import { pictureCsv, rowCsv } from "../../export/csv";
import type { Figure } from "../../export/figure";
import type { TableFormat } from "../../export/matrix";
import { pngTextOf } from "../../export/query-figure";
import { runCooperatively } from "../../state/engine/slow-work";
import { useStore } from "../../state/store/store";
import { currentSite, shownImage } from "../../viewer/views/derived";
import { shownRow } from "../../viewer/views/rows";
import { saveFile } from "../save-file";
import { figureCanvas } from "./figure-canvas";
import { figureStem, fileStem } from "./figure-of";

type Part = string | Uint8Array<ArrayBuffer>;

const save = (parts: readonly Part[], type: string, name: string) =>
  saveFile(new Blob([...parts], { type }), `${fileStem(useStore.getState())}${name}`);
const saveFigure = (part: Part, type: string, ending: string) =>
  saveFile(new Blob([part], { type }), `${figureStem(useStore.getState())}.${ending}`);
const TYPES: Readonly<Record<TableFormat, string>> = { csv: "text/csv", npy: "application/octet-stream" };

/** The figure as PNG, with where it comes from inside. @param scale pixels for each unit of the figure */
export async function savePng(figure: Figure, scale: number): Promise<void> {
  const { encodePng } = await import("../../export/png");
  const { canvas, painter } = figureCanvas(figure, scale);
  const { width, height, data } = painter.getImageData(0, 0, canvas.width, canvas.height);
  saveFigure(encodePng({ width, height, pixels: data }, pngTextOf(figure)), "image/png", "png");
}

export async function saveSvg(figure: Figure): Promise<void> {
  const { figureSvg } = await import("../../export/figure-svg");
  saveFigure(figureSvg(figure), "image/svg+xml", "svg");
}

/** The row on show, or the mean row of the region. */
export async function saveRow(format: TableFormat): Promise<void> {
  const state = useStore.getState();
  const site = currentSite(state);
  if (!site) return;
  const { row } = shownRow(site, state.lens);
  const { height, width } = site.keyGrid;
  const part =
    format === "csv"
      ? rowCsv(row, site.keyGrid)
      : (await import("../../export/npy")).npyFile(row, [height, width]);
  save([part], TYPES[format], `-row.${format}`);
}

/** The image: -1 to 1 as the generator made it, or the bytes of a still. */
export async function savePicture(format: TableFormat): Promise<void> {
  const image = shownImage(useStore.getState());
  if (!image) return;
  const { size } = image;
  const values = image.values ?? bytesOf(image.pixels);
  const channels = values.length / (size * size);
  const part =
    format === "csv"
      ? pictureCsv(values, size, channels)
      : (await import("../../export/npy")).npyFile(values, [size, size, channels]);
  save([part], TYPES[format], `-picture.${format}`);
}

/** The whole matrix, with progress. */
export async function saveMatrix(
  site: AttentionSite,
  format: TableFormat,
  onProgress: (share: number) => void,
  isCancelled: () => boolean,
): Promise<void> {
  const { matrixFile } = await import("../../export/matrix");
  const parts = await runCooperatively(matrixFile(site, format), onProgress, isCancelled);
  if (parts) save(parts, TYPES[format], `-matrix.${format}`);
}

/** RGBA without A. */
function bytesOf(pixels: Uint8ClampedArray): Uint8Array {
  const bytes = new Uint8Array((pixels.length / 4) * 3);
  for (let at = 0; at < pixels.length / 4; at++) bytes.set(pixels.subarray(at * 4, at * 4 + 3), at * 3);
  return bytes;
}
