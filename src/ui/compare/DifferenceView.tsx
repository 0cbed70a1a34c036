import { useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { drawDifference } from "../../render/canvas";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { formatWeight } from "../../render/format";
import { type PairStore, usePair } from "../../state/compare/pair";
import { shownImage } from "../../viewer/views/derived";
import { ScaleBar } from "../controls/DifferenceBar";
import { useCompareText } from "./compare-text";
import { SideMark } from "./Place";
import { MAP_COLORS, MAP_CURVE } from "./SideView";
import { usePairCanvas } from "./use-canvas";
import { SideContext } from "./use-side";
import { imageDifference, pairRows } from "./views";

const selectImages = (pair: PairStore) => [imageDifference(pair)] as const;
const selectMaps = (pair: PairStore) => {
  const rows = pairRows(pair);
  return [rows?.difference, rows?.differenceTop ?? 0, rows?.grid] as const;
};

function drawImages(canvas: HTMLCanvasElement, [difference]: ReturnType<typeof selectImages>): void {
  if (difference) drawDifference(canvas, difference.signed, difference.top, difference.grid);
}

function drawMaps(canvas: HTMLCanvasElement, [signed, top, grid]: ReturnType<typeof selectMaps>): void {
  if (signed && grid) drawDifference(canvas, signed, top, grid);
}

/** What B has more or less than A, of the images and of the maps, each with its scale. */
export function DifferenceView() {
  const text = useCompareText();
  return (
    <section
      className="compare-side compare-difference"
      data-testid="difference"
      aria-label={text.difference}
    >
      <h2>{text.difference}</h2>
      <ImageDifference />
      <MapDifference />
    </section>
  );
}

function ImageDifference() {
  const text = useCompareText();
  const canvas = usePairCanvas(selectImages, drawImages);
  const top = usePair((pair) => imageDifference(pair)?.top);
  const [sizeA, sizeB] = usePair(
    useShallow(({ a, b }) => [shownImage(a)?.size, shownImage(b)?.size] as const),
  );
  return (
    <>
      <div className="compare-place compare-image">
        <canvas ref={canvas} data-testid="image-difference" role="img" aria-label={text.imageDifference} />
        <SideContext value="a">
          <SideMark />
        </SideContext>
        {top === 0 && (
          <p className="compare-veil quiet" data-testid="same-images">
            {text.sameImages}
          </p>
        )}
        {top === undefined && sizeA !== undefined && sizeB !== undefined && (
          <p className="compare-veil quiet" data-testid="no-image-difference">
            {sizeA === sizeB ? text.needsNumbers : text.otherSizes(sizeA, sizeB)}
          </p>
        )}
      </div>
      <div className="compare-note">
        <ScaleBar top={top ?? 0} axis={text.imageAxis} testId="image-scale" />
      </div>
    </>
  );
}

function MapDifference() {
  const text = useCompareText();
  const canvas = usePairCanvas(selectMaps, drawMaps);
  const [top, hasMaps, isShown] = usePair(
    useShallow((pair) => {
      const rows = pairRows(pair);
      return [rows?.differenceTop ?? 0, rows !== undefined, rows?.difference !== undefined] as const;
    }),
  );
  const [gridA, gridB, grid] = usePair(
    useShallow((pair) => {
      const rows = pairRows(pair);
      return [nameOf(rows?.a.site.keyGrid), nameOf(rows?.b.site.keyGrid), nameOf(rows?.grid)] as const;
    }),
  );
  return (
    <>
      <div className="compare-place compare-map">
        <canvas ref={canvas} data-testid="map-difference" role="img" aria-label={text.mapDifference} />
        <SideContext value="a">
          <SideMark />
        </SideContext>
        {isShown && top === 0 && (
          <p className="compare-veil quiet" data-testid="same-maps">
            {text.sameMaps}
          </p>
        )}
        {hasMaps && !isShown && (
          <p className="compare-veil quiet" data-testid="no-map-difference">
            {text.otherGrids(gridA, gridB)}
          </p>
        )}
      </div>
      <div className="compare-note">
        <ScaleBar top={top} axis={text.mapAxis} format={formatWeight} testId="map-scale" />
        {isShown && gridA !== gridB && (
          <p className="quiet" data-testid="pooled">
            {text.pooled(grid)}
          </p>
        )}
      </div>
    </>
  );
}

const nameOf = (grid: { readonly width: number; readonly height: number } | undefined) =>
  grid ? `${grid.width} × ${grid.height}` : "";

/** The labelled scale of both maps. */
export function MapScale() {
  const text = useCompareText();
  const svg = useRef<SVGSVGElement>(null);
  const [top, isPooled] = usePair(
    useShallow((pair) => {
      const rows = pairRows(pair);
      return [rows?.top, rows !== undefined && rows.scales.a !== rows.scales.b] as const;
    }),
  );
  const label = isPooled ? text.pooledScale : text.mapScale;
  useLayoutEffect(() => {
    if (!svg.current || top === undefined) return;
    drawColorBar(svg.current, {
      colormap: MAP_COLORS,
      scale: { top, curve: MAP_CURVE },
      uniform: undefined,
      uniformLabel: "",
      axisLabel: label,
    });
  }, [top, label]);
  return (
    <svg
      ref={svg}
      className="color-bar"
      data-testid="color-bar"
      data-top={top}
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={top === undefined ? "" : `${label}: 0 – ${top.toPrecision(3)}`}
    />
  );
}
