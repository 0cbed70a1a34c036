import { useLayoutEffect, useRef } from "react";
import { cellsOfKey } from "../../attention/geometry";
import type { KeyIndex, QueryIndex } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import { drawImagePixels } from "../../render/canvas";
import { useStore } from "../../state/store/store";
import { shownImage } from "../../viewer/views/derived";
import { useMatrixText } from "./matrix-text";

interface BlockOnImageProps {
  readonly site: AttentionSite;
  readonly queries: readonly QueryIndex[];
  readonly keys: readonly KeyIndex[];
}

/** Where all queries and keys of a block lie, on a small copy of the image. */
export function BlockOnImage({ site, queries, keys }: BlockOnImageProps) {
  const text = useMatrixText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useStore(shownImage);
  useLayoutEffect(() => {
    if (canvas.current && image) drawImagePixels(canvas.current, image.pixels, image.size);
  }, [image]);
  const { width, height } = site.queryGrid;
  const cells = (numbers: readonly number[]) =>
    numbers.map((cell) => `M${cell % width} ${Math.floor(cell / width)}h1v1h-1z`).join("");
  return (
    <figure>
      <div className="matrix-copy">
        <canvas ref={canvas} role="img" aria-label={text.onImage} />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <path className="matrix-key-cells" d={cells(keys.flatMap((key) => cellsOfKey(site, key)))} />
          <path className="matrix-query-cells" d={cells(queries)} />
        </svg>
      </div>
      <figcaption className="quiet">{text.marks}</figcaption>
    </figure>
  );
}
