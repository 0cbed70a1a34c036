import { type PointerEvent, useLayoutEffect, useRef } from "react";
import { type Cell, cellUnder, queryAt } from "../../attention/grid";
import { attentionRow } from "../../attention/row";
import type { AttentionSite } from "../../attention/site";
import { clearCanvas, drawHeatMap, drawImagePixels } from "../../render/canvas";
import { pointerPlace } from "../../render/pointer-place";
import type { LearningConfig } from "../../state/training/training";
import { imagePixels } from "../../viewer/views/image";

/** Of the map over an image. */
export const OPACITY = 0.8;

/** Pixels of one of several images, [count, size, size, channels]. */
export function pictureAt(pictures: Float32Array, { size, channels }: LearningConfig, place: number) {
  const area = size * size * channels;
  return imagePixels(pictures.subarray(place * area, (place + 1) * area), size);
}

export interface SampleProps {
  readonly pixels: Uint8ClampedArray<ArrayBuffer> | undefined;
  readonly size: number;
  readonly site?: AttentionSite | undefined;
  readonly query?: Cell | undefined;
  readonly top?: number;
  readonly onPoint?: (cell: Cell) => void;
}

/** One image, with what a cell reads in it. */
export function Sample({ pixels, size, site, query, top = 0, onPoint }: SampleProps) {
  const ground = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!ground.current) return;
    if (pixels) drawImagePixels(ground.current, pixels, size);
    else clearCanvas(ground.current);
  }, [pixels, size]);
  useLayoutEffect(() => {
    if (!map.current) return;
    if (!site || !query) {
      clearCanvas(map.current);
      return;
    }
    const row = attentionRow(site, queryAt(site.queryGrid, query));
    const style = { kind: "spotlight", opacity: OPACITY, veil: "dark" } as const;
    drawHeatMap(map.current, site.keyGrid, row, { top, curve: "root" }, style);
  }, [site, query, top]);
  const point = (event: PointerEvent) => {
    if (!site || !onPoint) return;
    const place = pointerPlace(event.currentTarget, event);
    if (place) onPoint(cellUnder(site.queryGrid, ...place));
  };
  return (
    <div className="learning-sample" onPointerMove={point} onPointerDown={point}>
      <canvas ref={ground} />
      <canvas ref={map} data-testid="sample-map" />
      {site && query && <Mark site={site} query={query} />}
    </div>
  );
}

function Mark({ site, query }: { readonly site: AttentionSite; readonly query: Cell }) {
  const { width, height } = site.queryGrid;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect x={query.x} y={query.y} width={1} height={1} className="learning-query" />
    </svg>
  );
}
